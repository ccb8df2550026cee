//! The headers of a mail: who wrote when to whom, and where it really went.

use chrono::{DateTime, FixedOffset};
use mail_parser::{Addr, HeaderForm, HeaderName, HeaderValue, Message as Parsed};

use super::date::date;
use super::encoded_words::joined;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::limits::{MAX_LINE, MAX_RECIPIENTS, REST};
use crate::domain::message::Message;
use crate::domain::plain_text::{one_line, one_line_if_any};

/// Fills in what the headers say.
pub(super) fn read_headers(mail: &Parsed<'_>, message: &mut Message, warnings: &mut Vec<String>) {
    message.message_id = ids(mail, HeaderName::MessageId).into_iter().next();
    message.in_reply_to = ids(mail, HeaderName::InReplyTo);
    message.references = ids(mail, HeaderName::References);
    message.date = written(mail);
    message.sender = people(mail, &HeaderName::Sender, warnings).into_iter().next();
    message.reply_to = people(mail, &HeaderName::ReplyTo, warnings);
    message.to = people(mail, &HeaderName::To, warnings);
    message.cc = people(mail, &HeaderName::Cc, warnings);
    message.delivered_to = delivered_to(mail);
    let subject = subject(mail);
    if subject.len() > MAX_LINE {
        warnings.push(format!("the subject is longer than {MAX_LINE} octets; {REST}"));
    }
    message.subject = on_one_line(subject);
    let authors = people(mail, &HeaderName::From, warnings);
    if authors.len() > 1 {
        warnings.push(format!("From names {} authors; the first one counts", authors.len()));
    }
    message.from = authors.into_iter().next();
    if message.from.is_none() {
        warnings.push("From holds no usable address".to_owned());
    }
}

/// The subject as it stands.
pub(super) fn subject<'a>(mail: &'a Parsed<'_>) -> &'a str {
    mail.header_values(HeaderName::Subject).find_map(HeaderValue::as_text).unwrap_or_default()
}

/// A subject on one line.
pub(super) fn on_one_line(subject: &str) -> String {
    one_line(subject, MAX_LINE)
}

/// When the mail was written, else when it came.
pub(super) fn written(mail: &Parsed<'_>) -> Option<DateTime<FixedOffset>> {
    raw_values(mail, HeaderName::Date).find_map(|text| date(&text)).or_else(|| arrival(mail))
}

/// Whether it answers another mail.
pub(super) fn answers(mail: &Parsed<'_>) -> bool {
    [HeaderName::InReplyTo, HeaderName::References].into_iter().any(|name| !ids(mail, name).is_empty())
}

/// The values of a header as they stand in the mail, unfolded.
pub(super) fn raw_values<'a>(mail: &'a Parsed<'_>, name: HeaderName<'static>) -> impl Iterator<Item = String> + 'a {
    mail.headers().iter().filter(move |header| is_named(&header.name, &name)).map(|header| {
        let octets = mail.raw_message.get(header.offset_start as usize..header.offset_end as usize).unwrap_or_default();
        one_line(&String::from_utf8_lossy(octets), 64 * 1024)
    })
}

/// The first value of a header that is not empty.
pub(super) fn raw_value(mail: &Parsed<'_>, name: HeaderName<'static>) -> Option<String> {
    raw_values(mail, name).find(|value| !value.is_empty())
}

fn is_named(name: &HeaderName<'_>, wanted: &HeaderName<'_>) -> bool {
    name.as_str().eq_ignore_ascii_case(wanted.as_str())
}

/// A thread that names more mails than this is none.
const MAX_IDS: usize = 1_000;

fn ids(mail: &Parsed<'_>, name: HeaderName<'static>) -> Vec<String> {
    let mut ids = Vec::new();
    for value in mail.header_values(name) {
        let found: Vec<&str> = match value {
            HeaderValue::Text(id) => vec![id],
            HeaderValue::TextList(list) => list.iter().map(AsRef::as_ref).collect(),
            _ => Vec::new(),
        };
        ids.extend(found.into_iter().filter_map(|id| one_line_if_any(id.trim_matches(['<', '>', ' ']), MAX_LINE)));
    }
    ids.truncate(MAX_IDS);
    ids
}

/// When the last server took the mail, for want of a date of its own.
fn arrival(mail: &Parsed<'_>) -> Option<DateTime<FixedOffset>> {
    let received = raw_value(mail, HeaderName::Received)?;
    received.rsplit_once(';').and_then(|(_, text)| date(text))
}

/// Everybody whom the headers of this name hold, groups included, each mailbox once.
fn people(mail: &Parsed<'_>, name: &HeaderName<'static>, warnings: &mut Vec<String>) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut unreadable = 0;
    for value in mail.header_values(name.clone()) {
        // `Weber, Jana <jana@agentur.example>` without quotes is two entries to the parser.
        let mut surname: Option<String> = None;
        for addr in value.as_address().into_iter().flat_map(|list| list.iter()) {
            let Some(mut person) = person(addr) else {
                unreadable += usize::from(surname.is_some() || addr.name.is_none());
                surname = addr.name.as_deref().map(|name| one_line(&decoded_name(name), MAX_LINE));
                continue;
            };
            if let (Some(surname), Some(name)) = (surname.take(), person.name.as_mut()) {
                *name = format!("{surname}, {name}");
            }
            if seen.insert(person.address.lower()) {
                people.push(person);
            }
            if people.len() >= MAX_RECIPIENTS {
                warnings.push(format!("{} holds more than {MAX_RECIPIENTS} addresses; {REST}", name.as_str()));
                return people;
            }
        }
        unreadable += usize::from(surname.is_some());
    }
    if unreadable > 0 {
        warnings.push(format!("{} holds {unreadable} unusable address(es)", name.as_str()));
    }
    people
}

fn person(addr: &Addr<'_>) -> Option<Person> {
    let (name, address) = (addr.name.as_deref(), addr.address.as_deref());
    let plain = address.and_then(|text| EmailAddress::parse(text).ok());
    // `"a@b.example" <>`, `A a@b.example`, `A <<a@b.example>>`, `<@relay.example:a@b.example>`: written by machines.
    let address = plain.or_else(|| [address, name].into_iter().flatten().find_map(address_within))?;
    let name = name.map(decoded_name).and_then(|name| one_line_if_any(&name, MAX_LINE));
    let name = name.map(|name| name.trim_matches(['"', '\'', '<', '>', ' ']).to_owned());
    Some(Person {
        name: name.filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case(address.written())),
        address,
    })
}

fn address_within(text: &str) -> Option<EmailAddress> {
    let ends = |c: char| c.is_whitespace() || "<>()[],;:\"'".contains(c);
    text.split(ends).filter(|piece| !piece.starts_with('@')).find_map(|piece| EmailAddress::parse(piece).ok())
}

/// Encoded words that were put in quotes (which RFC 2047 §5 forbids) are left as they are by the parser.
fn decoded_name(name: &str) -> String {
    if !name.contains("=?") {
        return name.to_owned();
    }
    let header = format!("Subject: {}\n\n", joined(name));
    let parsed = mail_parser::MessageParser::new().parse_headers(header.as_bytes());
    parsed.as_ref().and_then(|mail| mail.subject()).map_or_else(|| name.to_owned(), ToOwned::to_owned)
}

/// Where the mail really went: the headers that delivery writes, the last hop first.
fn delivered_to(mail: &Parsed<'_>) -> Vec<EmailAddress> {
    let mut addresses: Vec<EmailAddress> = Vec::new();
    for name in DELIVERY_HEADERS {
        for value in mail.header_as(HeaderName::from(name), HeaderForm::Addresses) {
            for addr in value.as_address().into_iter().flat_map(|list| list.iter()) {
                if let Some(person) = person(addr)
                    && !addresses.contains(&person.address)
                    && addresses.len() < 50
                {
                    addresses.push(person.address);
                }
            }
        }
    }
    addresses
}

/// Headers in which servers note whom they deliver to.
const DELIVERY_HEADERS: [&str; 8] = [
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "X-Envelope-To",
    "X-Delivered-To",
    "X-RCPT-TO",
    "Resent-To",
    "Apparently-To",
];
