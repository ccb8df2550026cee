//! What of an invite goes on to a delegate beside times and people: all that a calendar program may show, none that
//! acts (alarms) or that only makes sense in the mail it came with.

use super::content_line::ContentLine;
use super::moment::{Time, time};
use super::text;

/// A property that goes on.
pub(super) struct PassedOn {
    pub property: ContentLine,
    /// There may be several of this name.
    pub repeats: bool,
}

/// Longer values (files as text, pages as HTML) stay behind.
const MAX_OCTETS: usize = 64 * 1024;

/// The property as it goes on, with its value made valid; `None` where it stays behind.
pub(super) fn passed_on(line: &ContentLine) -> Option<PassedOn> {
    if line.value.len() > MAX_OCTETS {
        return None;
    }
    let value = line.value.trim();
    let one_of = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    let (makes_sense, is_text, repeats) = match line.name.as_str() {
        "SUMMARY" | "DESCRIPTION" | "LOCATION" => (true, true, false),
        "COMMENT" | "CONTACT" => (!value.is_empty(), true, true),
        "CREATED" | "LAST-MODIFIED" => (matches!(time(value, false), Some(Time::Utc(_))), false, false),
        "STATUS" => (one_of(&["TENTATIVE", "CONFIRMED", "CANCELLED"]), false, false),
        "TRANSP" => (one_of(&["OPAQUE", "TRANSPARENT"]), false, false),
        "CLASS" => (one_of(&["PUBLIC", "PRIVATE", "CONFIDENTIAL"]), false, false),
        "PRIORITY" => (value.parse::<u8>().is_ok_and(|number| number <= 9), false, false),
        "URL" => (is_link(value), false, false),
        "CONFERENCE" => (is_link(value), false, true),
        // What `cid:` means was another part of the invite's mail.
        "ATTACH" => (is_link(value) && !value.to_ascii_lowercase().starts_with("cid:"), false, true),
        "CATEGORIES" => (!value.is_empty(), false, true),
        name => (name.starts_with("X-") && !value.is_empty(), false, true),
    };
    let kept = |name: &str| matches!(name, "LANGUAGE" | "FMTTYPE" | "FEATURE" | "LABEL") || name.starts_with("X-");
    let mut property = line.clone().keeping(kept);
    if is_text {
        property.value = text::valid(&line.value);
    }
    if property.name == "CONFERENCE" {
        property = property.with("VALUE", "URI");
    }
    makes_sense.then_some(PassedOn { property, repeats })
}

fn is_link(value: &str) -> bool {
    let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
    scheme.len() > 1
        && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.'))
        && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_on_is_valid() {
        let cases = [
            ("SUMMARY;LANGUAGE=de;ALTREP=\"x:y\":Müller, Meier", Some("SUMMARY;LANGUAGE=de:Müller\\, Meier")),
            ("DESCRIPTION:a\\nb", Some("DESCRIPTION:a\\nb")),
            ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", Some("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE")),
            ("X-GOOGLE-CONFERENCE:https://meet.google.com/a", Some("X-GOOGLE-CONFERENCE:https://meet.google.com/a")),
            (
                "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://x.example",
                Some("CONFERENCE;FEATURE=VIDEO;VALUE=URI:https://x.example"),
            ),
            (
                "ATTACH;FMTTYPE=application/pdf:https://x.example/a.pdf",
                Some("ATTACH;FMTTYPE=application/pdf:https://x.example/a.pdf"),
            ),
            ("ATTACH:CID:part1@x.example", None),
            ("ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA", None),
            ("STATUS:CONFIRMED", Some("STATUS:CONFIRMED")),
            ("STATUS:NEEDS-ACTION", None),
            ("PRIORITY:hoch", None),
            ("CREATED:gestern", None),
            ("REQUEST-STATUS:2.0;Success", None),
            ("VEVENT:62", None),
        ];
        for (line, expected) in cases {
            let written = passed_on(&ContentLine::read(line).unwrap()).map(|line| {
                let mut out = String::new();
                line.property.write(&mut out);
                out.replace("\r\n ", "").trim_end().to_owned()
            });
            assert_eq!(written.as_deref(), expected, "{line}");
        }
    }
}
