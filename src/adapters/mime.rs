//! A finished mail as bytes (RFC 5322, MIME), written by lettre.

use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, InReplyTo, MessageId, References};
use lettre::message::{Mailbox, Mailboxes, MultiPart, MultiPartKind, SinglePart, header};
use lettre::{Address, Message};

use sha2::{Digest, Sha256};

use crate::domain::address::{EmailAddress, Person};
use crate::domain::calendar_answer::AnswerMethod;
use crate::domain::hex::hex;
use crate::domain::html::escaped;
use crate::domain::outgoing::{ApprovedMail, Arrangement, OutgoingMail};

/// Why a mail cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum MimeError {
    /// Nobody to write to.
    #[error("the mail has no recipient")]
    NoRecipient,
    /// An address that mail cannot carry.
    #[error("`{0}` cannot be used as an address in a mail")]
    Address(EmailAddress),
    /// Anything else that lettre says.
    #[error("the mail cannot be written: {0}")]
    Message(#[from] lettre::error::Error),
    /// A part's type that MIME does not know.
    #[error("the calendar part has no usable type")]
    ContentType,
}

/// Writes a mail, with what the server is told of its sender and recipients.
///
/// # Errors
/// [`MimeError`] where nobody is to get it or an address cannot be written.
pub fn write(mail: &OutgoingMail) -> Result<ApprovedMail, MimeError> {
    if mail.to.is_empty() {
        return Err(MimeError::NoRecipient);
    }
    let mut people = Mailer::default();
    let from = people.mailbox(&mail.from)?;
    let envelope = Envelope::new(Some(from.email.clone()), vec![from.email.clone()])?;
    let mut builder = Message::builder()
        // What the server is told is not lettre's concern here, so any envelope will do.
        .envelope(envelope)
        .header(header::From::from(Mailboxes::from(from)))
        .header(header::To::from(people.mailboxes(&mail.to)?))
        .header(header::Subject::from(one_line(&mail.subject)))
        .header(header::Date::new(mail.date.into()))
        .header(MessageId::from(bracketed(&mail.message_id)));
    if !mail.cc.is_empty() {
        builder = builder.header(header::Cc::from(people.mailboxes(&mail.cc)?));
    }
    if let Some(answered) = &mail.in_reply_to {
        builder = builder.header(InReplyTo::from(bracketed(answered)));
    }
    if !mail.references.is_empty() {
        let all: Vec<String> = mail.references.iter().map(|id| bracketed(id)).collect();
        builder = builder.header(References::from(all.join(" ")));
    }
    let text = mail.text.replace("\r\n", "\n");
    let plain = SinglePart::plain(text.replace('\n', "\r\n"));
    let message = match &mail.calendar {
        None => builder.singlepart(plain)?,
        Some(calendar) => {
            let method = match calendar.method {
                AnswerMethod::Reply => "REPLY",
                AnswerMethod::Counter => "COUNTER",
                AnswerMethod::Request => "REQUEST",
            };
            // RFC 6047 §2.4; base64, for quoted-printable damages calendars on their way.
            let name = if mail.arrangement == Arrangement::ToEdit { "; name=antwort.ics" } else { "" };
            let kind = ContentType::parse(&format!("text/calendar; method={method}; charset=UTF-8{name}"));
            let part = SinglePart::builder()
                .header(kind.map_err(|_| MimeError::ContentType)?)
                .header(ContentTransferEncoding::Base64)
                .body(calendar.text.clone());
            let parts = |kind| MultiPart::builder().kind(kind).boundary(boundary(&mail.message_id)).singlepart(plain);
            builder.multipart(match mail.arrangement {
                // Beside a calendar, Thunderbird shows the words of a mail only where they are HTML.
                Arrangement::ToRead => {
                    parts(MultiPartKind::Alternative).singlepart(SinglePart::html(html(&text))).singlepart(part)
                }
                // Of alternatives Thunderbird would open the HTML, or nothing at all, and neomutt leave the HTML as it was.
                Arrangement::ToEdit => parts(MultiPartKind::Mixed).singlepart(part),
            })?
        }
    };
    let envelope_to = mail.to.iter().chain(&mail.cc).map(|person| in_ascii(&person.address)).collect();
    Ok(ApprovedMail {
        envelope_from: in_ascii(&mail.from.address),
        envelope_to,
        bytes: people.named(message.formatted()),
    })
}

/// The same words as HTML, and nothing else.
fn html(text: &str) -> String {
    let escaped = escaped(text);
    let paragraphs: Vec<String> =
        escaped.trim_end().split("\n\n").map(|lines| format!("<p>{}</p>", lines.replace('\n', "<br>\r\n"))).collect();
    format!("<!DOCTYPE html>\r\n<html><body>\r\n{}\r\n</body></html>\r\n", paragraphs.join("\r\n"))
}

/// A boundary that is the mail's own, so that the same mail is always the same bytes.
fn boundary(message_id: &str) -> String {
    format!("=_statt_{}", hex(&Sha256::digest(message_id.as_bytes()), 15))
}

/// People as lettre knows them. It refuses addresses that exist all the same (Apple's invites answer to a local part of
/// more than 64 octets); those travel under a stand-in until the header is written.
#[derive(Default)]
struct Mailer {
    stand_ins: Vec<(String, String)>,
}

impl Mailer {
    fn mailbox(&mut self, person: &Person) -> Result<Mailbox, MimeError> {
        let address = in_ascii(&person.address);
        let written = address.written();
        let address: Address = match written.parse() {
            Ok(address) => address,
            Err(_) if written.is_ascii() => self.stand_in(written)?,
            Err(_) => return Err(MimeError::Address(person.address.clone())),
        };
        Ok(Mailbox::new(person.name.as_deref().map(one_line).filter(|name| !name.is_empty()), address))
    }

    fn mailboxes(&mut self, people: &[Person]) -> Result<Mailboxes, MimeError> {
        people.iter().map(|person| self.mailbox(person)).collect()
    }

    fn stand_in(&mut self, written: &str) -> Result<Address, MimeError> {
        let name = format!("stand-in-{}@statt.invalid", self.stand_ins.len());
        let address = name.parse().map_err(|_| MimeError::ContentType)?;
        self.stand_ins.push((format!("<{name}>"), format!("<{written}>")));
        Ok(address)
    }

    /// The mail with the real addresses in its header.
    fn named(&self, bytes: Vec<u8>) -> Vec<u8> {
        if self.stand_ins.is_empty() {
            return bytes;
        }
        let end = bytes.windows(4).position(|octets| octets == b"\r\n\r\n").unwrap_or(bytes.len());
        let mut head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        for (name, written) in &self.stand_ins {
            let bare = name.trim_matches(['<', '>']);
            let at = if head.contains(name.as_str()) { name.as_str() } else { bare };
            head = head.replacen(at, written, 1);
        }
        [head.as_bytes(), &bytes[end..]].concat()
    }
}

/// The address with its domain in ASCII (RFC 5891), which every server understands; a local part beyond ASCII stays, and
/// then the server has to offer SMTPUTF8 (RFC 6531).
fn in_ascii(address: &EmailAddress) -> EmailAddress {
    let written = address.written();
    if written.is_ascii() {
        return address.clone();
    }
    written
        .rsplit_once('@')
        .and_then(|(local, domain)| Some(format!("{local}@{}", idna::domain_to_ascii(domain).ok()?)))
        .and_then(|text| EmailAddress::parse(&text).ok())
        .unwrap_or_else(|| address.clone())
}

/// A header value: nothing that would end the header (RFC 5322 §2.2) or that a terminal would obey.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A Message-ID in its brackets (RFC 5322 §3.6.4), without anything that could end it.
fn bracketed(id: &str) -> String {
    let safe: String = id.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect();
    format!("<{safe}>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::outgoing::CalendarBody;

    fn person(name: &str, address: &str) -> Person {
        Person { name: Some(name.to_owned()), address: EmailAddress::parse(address).unwrap() }
    }

    fn mail() -> OutgoingMail {
        OutgoingMail {
            message_id: "1@agentur.example".to_owned(),
            date: "2026-11-23T09:00:00+01:00".parse().unwrap(),
            from: person("Jana Weber", "jana@agentur.example"),
            to: vec![person("Müller, Anna", "anna@bau.example")],
            cc: Vec::new(),
            subject: "AW: Grüße".to_owned(),
            in_reply_to: Some("a@bau.example".to_owned()),
            references: vec!["z@bau.example".to_owned(), "a@bau.example".to_owned()],
            text: "Guten Tag,\n\nschöne Grüße\n".to_owned(),
            calendar: Some(CalendarBody { method: AnswerMethod::Reply, text: "BEGIN:VCALENDAR\r\n".to_owned() }),
            arrangement: Arrangement::ToRead,
        }
    }

    #[test]
    fn a_reply_is_an_alternative_of_words_and_calendar_in_its_thread() {
        let written = write(&mail()).unwrap();
        let text = String::from_utf8(written.bytes).unwrap();
        let expected = [
            "From: \"Jana Weber\" <jana@agentur.example>\r\n",
            "Date: Mon, 23 Nov 2026 08:00:00 +0000\r\n",
            "Message-ID: <1@agentur.example>\r\n",
            "In-Reply-To: <a@bau.example>\r\n",
            "References: <z@bau.example> <a@bau.example>\r\n",
            "Content-Type: multipart/alternative",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
            "Content-Type: text/calendar; method=REPLY; charset=utf-8",
            "Content-Transfer-Encoding: base64",
        ];
        for line in expected {
            assert!(text.contains(line), "{line}\n{text}");
        }
        let order = ["text/plain", "text/html", "text/calendar"].map(|kind| text.find(kind).unwrap());
        assert!(order.is_sorted(), "the richest is last: {text}");
        assert!(!text.contains("Bcc"));
    }

    #[test]
    fn what_is_to_be_edited_has_its_words_once() {
        let text =
            String::from_utf8(write(&OutgoingMail { arrangement: Arrangement::ToEdit, ..mail() }).unwrap().bytes);
        let text = text.unwrap();
        for line in ["Content-Type: multipart/mixed", "method=REPLY; charset=utf-8; name=antwort.ics"] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(!text.contains("text/html"), "{text}");
    }

    #[test]
    fn words_stay_words_in_html() {
        let cases = [
            ("Guten Tag,\n\nSchöne Grüße\nJana", "<p>Guten Tag,</p>\r\n<p>Schöne Grüße<br>\r\nJana</p>"),
            ("> <script>x()</script> & mehr\n", "<p>&gt; &lt;script&gt;x()&lt;/script&gt; &amp; mehr</p>"),
        ];
        for (text, expected) in cases {
            assert!(html(text).contains(expected), "{}", html(text));
        }
    }

    #[test]
    fn an_address_longer_than_lettre_allows_is_written_all_the_same() {
        let mut mail = mail();
        let long = format!("2_{}@imip.me.example", "h".repeat(80));
        mail.to = vec![Person { name: None, address: EmailAddress::parse(&long).unwrap() }, person("Ä", &long)];
        let text = String::from_utf8(write(&mail).unwrap().bytes).unwrap();
        assert_eq!(text.matches(&format!("<{long}>")).count(), 2, "{text}");
        assert!(!text.contains("stand-in"), "{text}");
    }

    #[test]
    fn a_domain_beyond_ascii_is_written_in_ascii() {
        let cases = [
            ("anna@müller-bau.example", "anna@xn--mller-bau-q9a.example"),
            ("jörg@müller-bau.example", "jörg@xn--mller-bau-q9a.example"),
            ("Anna@Bau.example", "Anna@Bau.example"),
        ];
        for (address, expected) in cases {
            let mut mail = mail();
            mail.to = vec![person("Anna", address)];
            let written = write(&mail).unwrap();
            assert_eq!(written.envelope_to[0].written(), expected);
            let text = String::from_utf8(written.bytes).unwrap();
            assert!(text.contains(&format!("<{expected}>")), "{text}");
        }
    }

    #[test]
    fn nothing_in_a_name_a_subject_or_an_id_makes_a_header() {
        let mut mail = mail();
        mail.subject = "AW: x\r\nBcc: opfer@x.example\r\n\r\nBody".to_owned();
        mail.to[0].name = Some("A\r\nBcc: opfer@x.example".to_owned());
        mail.in_reply_to = Some("a@b>\r\nBcc: opfer@x.example".to_owned());
        mail.references = vec!["a b\r\nX: y".to_owned()];
        let written = write(&mail).unwrap();
        let text = String::from_utf8(written.bytes).unwrap();
        let head = text.split("\r\n\r\n").next().unwrap();
        for line in head.split("\r\n").filter(|line| !line.starts_with(' ')) {
            assert!(!line.starts_with("Bcc") && !line.starts_with("X:"), "{head}");
        }
        assert_eq!(written.envelope_to.len(), 1);
    }
}
