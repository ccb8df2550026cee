//! A mail or a part of one (RFC 2045 §2.4): what its headers say, and its octets.
//!
//! Only headers go through the parser. It would also look for the parts, but then follows mails within mails as deep as
//! they go and searches for each boundary to the end.

use std::borrow::Cow;
use std::sync::LazyLock;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Message as Parsed, MessageParser, MessagePart, MimeHeaders};
use memchr::memchr_iter;
use quoted_printable::ParseMode;

use super::charset::{decode, decode_calendar, named_in_html};
use crate::domain::limits::{MAX_CALENDAR, MAX_PARAMETERS, MAX_PART_HEADERS, MAX_TEXT};
use crate::domain::media_type;

/// A mail or a part of one.
pub(super) struct Entity<'a> {
    head: Option<Parsed<'a>>,
    body: &'a [u8],
    media_type: Cow<'static, str>,
    file_name: String,
    /// Its headers are more than are read.
    was_cut: bool,
}

/// Of HTML and of UTF-16, many octets are few characters.
const OCTETS_OF_TEXT: usize = 8 * MAX_TEXT;

impl<'a> Entity<'a> {
    /// Splits a part into headers and body.
    pub fn read(octets: &'a [u8], default_type: &'static str) -> Self {
        static PARSER: LazyLock<MessageParser> =
            LazyLock::new(|| MessageParser::new().with_mime_headers().default_header_ignore());
        let (head, body) = octets.split_at(end_of_headers(octets));
        let start = &head[..head.len().min(MAX_PART_HEADERS)];
        let is_odd = has_too_many_parameters(start);
        let was_cut = is_odd || start.len() < head.len();
        let head = if is_odd { None } else { PARSER.parse_headers(start) };
        Self { was_cut, ..Self::with(head, body, default_type) }
    }

    /// A mail whose headers were parsed before.
    pub fn of(head: Parsed<'a>, body: &'a [u8]) -> Self {
        Self::with(Some(head), body, TEXT_PLAIN)
    }

    fn with(head: Option<Parsed<'a>>, body: &'a [u8], default_type: &'static str) -> Self {
        let part = head.as_ref().and_then(|head| head.parts.first());
        let media_type = part
            .and_then(MimeHeaders::content_type)
            .map_or(Cow::Borrowed(default_type), |content| media_type(content).into());
        let file_name = part.and_then(MimeHeaders::attachment_name).unwrap_or("").trim().to_lowercase();
        Self { head, body, media_type, file_name, was_cut: false }
    }

    /// Whether its headers are more than are read.
    pub fn was_cut(&self) -> bool {
        self.was_cut
    }

    /// The octets after the headers, still encoded.
    pub fn body(&self) -> &'a [u8] {
        self.body
    }

    fn part(&self) -> Option<&MessagePart<'a>> {
        self.head.as_ref()?.parts.first()
    }

    fn content_type(&self) -> Option<&ContentType<'_>> {
        self.part().and_then(MimeHeaders::content_type)
    }

    /// `type/subtype` in lower case; what it is by default where its headers do not say so.
    pub fn media_type(&self) -> &str {
        &self.media_type
    }

    /// A parameter of the Content-Type.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.content_type().and_then(|content| content.attribute(name))
    }

    /// What follows the last dot of the file name, in lower case.
    fn file_type(&self) -> &str {
        self.file_name.rsplit_once('.').map_or("", |(_, ending)| ending)
    }

    /// Whether it says of itself that it is an attachment.
    pub fn is_attachment(&self) -> bool {
        self.part().and_then(MimeHeaders::content_disposition).is_some_and(ContentType::is_attachment)
    }

    /// Whether it is a calendar, by its type, else by its name.
    pub fn is_calendar(&self) -> bool {
        media_type::is_calendar(self.media_type(), self.file_type())
    }

    /// Whether it is a mail within the mail.
    pub fn is_mail(&self) -> bool {
        matches!(self.media_type(), "message/rfc822" | "message/global") || self.file_type() == "eml"
    }

    /// Whether it is Outlook's `winmail.dat`.
    pub fn is_tnef(&self) -> bool {
        media_type::is_tnef(self.media_type()) || self.file_name == "winmail.dat"
    }

    /// Whether it is S/MIME (RFC 8551): sealed, or only signed in one piece with what it holds.
    pub fn is_pkcs7(&self) -> bool {
        matches!(self.media_type(), "application/pkcs7-mime" | "application/x-pkcs7-mime") || self.file_type() == "p7m"
    }

    /// Whether nobody can look into it without keys (`OpenPGP`).
    pub fn is_encrypted(&self) -> bool {
        self.media_type() == "application/pgp-encrypted"
    }

    /// The decoded octets.
    pub fn octets(&self) -> Cow<'a, [u8]> {
        self.decoded(self.body).map_or(Cow::Borrowed(self.body), Cow::Owned)
    }

    /// Some octets of the body, decoded; none where they stand as they are.
    fn decoded(&self, octets: &[u8]) -> Option<Vec<u8>> {
        let transfer = self.part().and_then(MimeHeaders::content_transfer_encoding).unwrap_or("").to_lowercase();
        match transfer.trim().split([';', ' ', '\t']).next() {
            Some("base64") => base64_decode(octets).or_else(|| decode_what_is_base64(octets)),
            Some("quoted-printable") => {
                quoted_printable_decode(octets).or_else(|| quoted_printable::decode(octets, ParseMode::Robust).ok())
            }
            _ => None,
        }
    }

    /// Whether a calendar is in it, whatever it says to be.
    pub fn begins_as_calendar(&self) -> bool {
        let start = whole_lines(self.body, OCTETS_TO_TELL_BY);
        let decoded = self.decoded(start);
        // Most parts are told by their first lines, without decoding the rest.
        let is_other = |octets: &[u8]| !octets.trim_ascii_start().is_empty() && !begins_as_calendar(octets);
        if start.len() < self.body.len() && is_other(self.body) && decoded.as_deref().is_none_or(is_other) {
            return false;
        }
        begins_as_calendar(&self.octets())
    }

    /// The beginning of the text, longer than anybody reads.
    pub fn text(&self) -> String {
        let octets = self.octets();
        let octets = whole_lines(&octets, OCTETS_OF_TEXT);
        let in_html = || if self.media_type() == "text/html" { named_in_html(octets) } else { None };
        let charset = self.parameter("charset").map(ToOwned::to_owned).or_else(in_html);
        decode(octets, charset.as_deref())
    }

    /// The text of a calendar, cut somewhere beyond [`MAX_CALENDAR`].
    pub fn calendar_text(&self) -> String {
        let octets = self.octets();
        decode_calendar(whole_lines(&octets, 2 * MAX_CALENDAR), self.parameter("charset"))
    }
}

/// So many octets of a part tell whether it is a calendar.
const OCTETS_TO_TELL_BY: usize = 1024;

fn begins_as_calendar(octets: &[u8]) -> bool {
    let text = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets).trim_ascii_start();
    text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// `type/subtype` in lower case.
fn media_type(content: &ContentType<'_>) -> String {
    let media_type = format!("{}/{}", content.ctype(), content.subtype().unwrap_or("")).to_lowercase();
    // `text/calendar charset=utf-8`: where a semicolon was forgotten, the parameter is not part of the type.
    media_type.trim_matches('\'').split([' ', ',', '\t', '\'']).next().unwrap_or("").to_owned()
}

/// What a part is that says nothing of it (RFC 2045 §5.2).
pub(super) const TEXT_PLAIN: &str = "text/plain";
/// What a part of a digest is (RFC 2046 §5.1.5).
pub(super) const MAIL: &str = "message/rfc822";

/// Whether headers hold more parameters in the way of RFC 2231 than the parser can put together in good time: it
/// compares each with all.
pub(super) fn has_too_many_parameters(head: &[u8]) -> bool {
    let begins = |at: usize| head.get(at + 1).is_some_and(|next| *next == b'=' || next.is_ascii_digit());
    memchr_iter(b'*', head).filter(|at| begins(*at)).count() > MAX_PARAMETERS
}

/// Where the empty line that ends the headers ends.
pub(super) fn end_of_headers(octets: &[u8]) -> usize {
    let empty_line_at = |start: usize| {
        let returns = octets[start..].iter().take_while(|octet| **octet == b'\r').count();
        (octets.get(start + returns) == Some(&b'\n')).then_some(start + returns + 1)
    };
    let after_lines = memchr_iter(b'\n', octets).find_map(|end| empty_line_at(end + 1));
    empty_line_at(0).or(after_lines).unwrap_or(octets.len())
}

/// The lines up to a number of octets, so that no character is cut in two.
fn whole_lines(octets: &[u8], most: usize) -> &[u8] {
    let Some(start) = octets.get(..most).filter(|start| start.len() < octets.len()) else { return octets };
    let end = start.iter().rposition(|octet| *octet == b'\n').map_or(most, |at| at + 1);
    &start[..end]
}

/// Lists and virus scanners write their footer beneath base64 as if it were text.
fn decode_what_is_base64(raw: &[u8]) -> Option<Vec<u8>> {
    let is_base64 = |line: &&[u8]| {
        line.iter().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=' | b'\r' | b' ' | b'\t'))
    };
    let lines: Vec<&[u8]> = raw.split(|c| *c == b'\n').take_while(is_base64).collect();
    base64_decode(&lines.concat()).filter(|octets| !octets.is_empty())
}
