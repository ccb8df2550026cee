//! One part of a mail that is no container: what it is, and its octets.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Encoding, Message as Parsed, MessagePart, MimeHeaders, PartType};
use quoted_printable::ParseMode;

use super::charset::{decode, decode_calendar, named_in_html};

/// A part of a mail and the mail it stands in.
#[derive(Clone, Copy)]
pub(super) struct Leaf<'a> {
    /// The mail, which may be one that another mail forwards.
    pub mail: &'a Parsed<'a>,
    /// The part.
    pub part: &'a MessagePart<'a>,
}

impl Leaf<'_> {
    /// `type/subtype` in lower case; `text/plain` where nothing is said (RFC 2045 §5.2).
    pub fn media_type(&self) -> String {
        let Some(content) = self.part.content_type() else { return "text/plain".to_owned() };
        let media_type = format!("{}/{}", content.ctype(), content.subtype().unwrap_or("")).to_lowercase();
        // `text/calendar charset=utf-8`: where a semicolon was forgotten, the parameter is not part of the type.
        media_type.trim_matches('\'').split([' ', ',', '\t', '\'']).next().unwrap_or("").to_owned()
    }

    /// A parameter of the Content-Type.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.part.content_type().and_then(|content| content.attribute(name))
    }

    /// The file name in lower case.
    pub fn file_name(&self) -> String {
        self.part.attachment_name().unwrap_or("").trim().to_lowercase()
    }

    /// What follows the last dot of the file name.
    fn file_type(&self) -> String {
        self.file_name().rsplit_once('.').map_or_else(String::new, |(_, ending)| ending.to_owned())
    }

    /// Whether it says of itself that it is an attachment.
    pub fn is_attachment(&self) -> bool {
        self.part.content_disposition().is_some_and(ContentType::is_attachment)
    }

    /// Whether it is a calendar, by its type, else by its name.
    pub fn is_calendar(&self) -> bool {
        const TYPES: [&str; 6] = [
            "text/calendar",
            "application/ics",
            "application/calendar",
            "text/x-vcalendar",
            "application/x-ical",
            "text/vcalendar",
        ];
        let media_type = self.media_type();
        let is_named = ["ics", "vcs", "ical", "icalendar"].contains(&self.file_type().as_str());
        TYPES.contains(&media_type.as_str()) || is_named && !media_type.starts_with("image/")
    }

    /// Whether it is a mail that was saved as a file.
    pub fn is_mail_file(&self) -> bool {
        self.file_type() == "eml"
    }

    /// Whether it is Outlook's `winmail.dat`.
    pub fn is_tnef(&self) -> bool {
        matches!(self.media_type().as_str(), "application/ms-tnef" | "application/vnd.ms-tnef")
            || self.file_name() == "winmail.dat"
    }

    /// Whether nobody can look into it without keys (S/MIME, `OpenPGP`).
    pub fn is_sealed(&self) -> bool {
        matches!(
            self.media_type().as_str(),
            "application/pkcs7-mime" | "application/x-pkcs7-mime" | "application/pgp-encrypted"
        )
    }

    /// The decoded octets. The parser has decoded texts already, with what it took for their charset: they are taken
    /// from the mail again, so that a wrong or missing charset loses nothing.
    pub fn octets(&self) -> Cow<'_, [u8]> {
        if let PartType::Binary(octets) | PartType::InlineBinary(octets) = &self.part.body
            && !self.part.is_encoding_problem
        {
            return Cow::Borrowed(octets);
        }
        let range = self.part.offset_body as usize..self.part.offset_end as usize;
        let raw = self.mail.raw_message.get(range).unwrap_or_else(|| self.part.contents());
        let transfer = self.part.content_transfer_encoding().unwrap_or("").to_lowercase();
        let decoded = match (self.part.encoding, transfer.as_str()) {
            (Encoding::Base64, _) | (_, "base64") => base64_decode(raw).or_else(|| decode_what_is_base64(raw)),
            (Encoding::QuotedPrintable, _) | (_, "quoted-printable") => {
                quoted_printable_decode(raw).or_else(|| quoted_printable::decode(raw, ParseMode::Robust).ok())
            }
            _ => None,
        };
        decoded.map_or(Cow::Borrowed(raw), Cow::Owned)
    }

    /// The text of the part.
    pub fn text(&self) -> String {
        let octets = self.octets();
        let in_html = || if self.media_type() == "text/html" { named_in_html(&octets) } else { None };
        let charset = self.parameter("charset").map(ToOwned::to_owned).or_else(in_html);
        decode(&octets, charset.as_deref())
    }

    /// The text of a calendar.
    pub fn calendar_text(&self) -> String {
        decode_calendar(&self.octets(), self.parameter("charset"))
    }
}

/// Lists and virus scanners write their footer beneath base64 as if it were text.
fn decode_what_is_base64(raw: &[u8]) -> Option<Vec<u8>> {
    let is_base64 = |line: &&[u8]| {
        line.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=' | b'\r' | b' ' | b'\t'))
    };
    let lines: Vec<&[u8]> = raw.split(|c| *c == b'\n').take_while(is_base64).collect();
    base64_decode(&lines.concat()).filter(|octets| !octets.is_empty())
}
