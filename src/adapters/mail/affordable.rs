//! Whether the parser can afford a mail: some mails are built to keep it busy or to fill the memory.

use crate::domain::limits::{MAX_MAIL, MAX_PARTS};

/// What in a mail costs the parser more than its length.
#[derive(Default)]
struct Costs {
    /// Parts that contain parts: for each the whole rest may be searched for a boundary that is not there.
    boundaries: usize,
    /// Mails in the mail, each inside the one before at worst.
    messages: usize,
    /// Lines that may begin a part.
    dashes: usize,
    /// Lines that may be headers of a part.
    headers: usize,
    /// Parameters in the way of RFC 2231, which are compared with one another.
    parameters: usize,
}

/// Whether a mail may be parsed whole.
pub(super) fn is_affordable(octets: &[u8]) -> bool {
    if octets.len() > MAX_MAIL {
        return false;
    }
    let mut costs = Costs::default();
    for line in octets.split(|octet| matches!(octet, b'\n' | b'\r')) {
        costs.dashes += usize::from(line.starts_with(b"--"));
        costs.headers += usize::from(is_header(line));
        if !is_base64(line) {
            costs.boundaries += count(line, b"boundary");
            costs.messages += count(line, b"message/");
            costs.parameters += count(line, b"*=");
        }
    }
    costs.boundaries * octets.len() <= 4_000_000_000
        && costs.boundaries <= 2 * MAX_PARTS
        && costs.messages <= MAX_PARTS
        && costs.dashes <= 100 * MAX_PARTS
        && costs.headers <= 500 * MAX_PARTS
        && costs.parameters <= 10 * MAX_PARTS
}

fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take(80).take_while(|octet| octet.is_ascii_alphanumeric() || **octet == b'-').count();
    name > 0 && line.get(name) == Some(&b':')
}

/// Most of a large mail is base64, which needs no closer look.
fn is_base64(line: &[u8]) -> bool {
    (60..=80).contains(&line.len())
        && line.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'='))
}

fn count(line: &[u8], word: &[u8]) -> usize {
    line.windows(word.len()).filter(|window| window.eq_ignore_ascii_case(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn honest_mails_are_affordable() {
        let base64 = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3\r\n";
        let mail = format!(
            "Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\n{}",
            base64.repeat(100_000)
        );
        assert!(is_affordable(mail.as_bytes()));
    }

    #[test]
    fn mails_built_to_harm_are_not() {
        let cases = [
            "--a\r\nContent-Type: multipart/mixed; boundary=zzz\r\n\r\n".repeat(10_000),
            "Content-Type: message/rfc822\r\n\r\n".repeat(10_000),
            "--a\r\n\r\n".repeat(200_000),
            "a:b\r\n".repeat(1_000_000),
            format!("Content-Type: text/plain{}", "; a*=b".repeat(20_000)),
        ];
        for mail in cases {
            assert!(!is_affordable(mail.as_bytes()), "{}", &mail[..40]);
        }
    }
}
