//! mbox files: `From ` lines between mails, `>` before lines that would look like one (mboxrd and mboxo).

use std::io::BufRead;

use super::{Content, MAX_MAIL_BYTES, RawMail, Unreadable};
use crate::domain::message::Flags;

/// The mails of an mbox, one at a time.
pub struct Mbox<R> {
    name: String,
    reader: R,
    number: usize,
    /// The `From ` line of the next mail was read already.
    at_mail: bool,
    done: bool,
}

/// How far from the start of a mail its status headers are looked for.
const HEADER_REACH: usize = 64 * 1024;

impl<R: BufRead> Mbox<R> {
    /// Reads an mbox; `name` is what its mails are called by, with `#N`.
    pub fn new(name: String, reader: R) -> Self {
        Self { name, reader, number: 0, at_mail: false, done: false }
    }

    /// The octets up to the next `From ` line, or `None` in place of them where they are too many.
    fn read_mail(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut mail = Vec::new();
        let mut too_large = false;
        let mut after_blank = false;
        let mut line = Vec::new();
        self.at_mail = false;
        loop {
            line.clear();
            // A line longer than a mail may be is read in pieces, so that memory stays bounded.
            let limit = MAX_MAIL_BYTES + 1;
            if std::io::Read::take(&mut self.reader, limit).read_until(b'\n', &mut line)? == 0 {
                self.done = true;
                break;
            }
            if after_blank && is_from_line(&line) {
                self.at_mail = true;
                break;
            }
            after_blank = matches!(line.as_slice(), b"\n" | b"\r\n");
            let quoted = line
                .iter()
                .position(|octet| *octet != b'>')
                .is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
            let content = if quoted { &line[1..] } else { &line[..] };
            if (mail.len() + content.len()) as u64 > MAX_MAIL_BYTES {
                too_large = true;
                mail = Vec::new();
            } else if !too_large {
                mail.extend_from_slice(content);
            }
        }
        // The blank line before the next `From ` belongs to the format.
        if self.at_mail {
            let end = if mail.ends_with(b"\r\n") { 2 } else { 1 };
            mail.truncate(mail.len().saturating_sub(end));
        }
        Ok((!too_large).then_some(mail))
    }
}

impl<R: BufRead> Iterator for Mbox<R> {
    type Item = Result<RawMail, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if !self.at_mail {
            let mut first = Vec::new();
            match std::io::Read::take(&mut self.reader, 4096).read_until(b'\n', &mut first) {
                Ok(0) => return None,
                Ok(_) => {}
                Err(error) => {
                    self.done = true;
                    return Some(Err(Unreadable::new(&self.name, error.to_string())));
                }
            }
        }
        self.number += 1;
        let source = format!("{}#{}", self.name, self.number);
        Some(match self.read_mail() {
            Ok(Some(bytes)) => {
                let flags = status_flags(&bytes);
                Ok(RawMail { source, flags, content: Content::Bytes(bytes) })
            }
            Ok(None) => Err(Unreadable::new(source, "mails over 50 MiB are not read")),
            Err(error) => {
                self.done = true;
                Err(Unreadable::new(source, error.to_string()))
            }
        })
    }
}

/// A separator: `From `, a sender, and a date whose time has colons (RFC 4155 and what is found in the wild).
fn is_from_line(line: &[u8]) -> bool {
    line.strip_prefix(b"From ").is_some_and(|rest| {
        let text = String::from_utf8_lossy(rest);
        let mut words = text.split_whitespace();
        words.next().is_some()
            && words.any(|word| word.len() >= 4 && word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()))
            || text.trim() == "-"
            || text.starts_with("- ")
    })
}

/// `Status`, `X-Status` and `X-Mozilla-Status` as mail programs write them into mboxes.
fn status_flags(mail: &[u8]) -> Flags {
    let mut flags = Flags::default();
    let head = &mail[..mail.len().min(HEADER_REACH)];
    for line in head.split(|octet| *octet == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        let Some(colon) = line.iter().position(|octet| *octet == b':') else { continue };
        let value = String::from_utf8_lossy(line[colon + 1..].trim_ascii());
        match line[..colon].to_ascii_lowercase().as_slice() {
            b"status" => flags.seen |= value.contains('R'),
            b"x-status" => {
                flags.answered |= value.contains('A');
                flags.draft |= value.contains('T');
                flags.deleted |= value.contains('D');
            }
            b"x-mozilla-status" => {
                let bits = u16::from_str_radix(&value, 16).unwrap_or_default();
                flags.seen |= bits & 0x0001 != 0;
                flags.answered |= bits & 0x0002 != 0;
                flags.deleted |= bits & 0x0008 != 0;
            }
            _ => {}
        }
    }
    flags
}
