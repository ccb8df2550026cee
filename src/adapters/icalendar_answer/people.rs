//! ORGANIZER and ATTENDEE (RFC 5545 §3.8.4): who is who in the invite, written back as it wrote them.

use super::content_line::{ContentLine, Parameter};
use super::source::Event;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::meeting::ParticipationStatus;

/// A foreign parameter of an attendee is copied up to this length.
const MAX_OCTETS: usize = 500;

/// ORGANIZER for an answer, where the invite has one.
pub(super) fn organizer(event: &Event) -> Option<ContentLine> {
    let organizer = event.first("ORGANIZER").filter(|organizer| !organizer.value.trim().is_empty())?;
    let kept = |name: &str| matches!(name, "CN" | "EMAIL" | "SENT-BY" | "LANGUAGE");
    Some(with_scheme(organizer.clone()).keeping(kept))
}

/// The address that a property means. Where its value is no mailbox, EMAIL or CN may still hold one.
pub(super) fn address(property: &ContentLine) -> Option<EmailAddress> {
    let parameters = ["EMAIL", "X-EMAIL", "CN"].into_iter().filter_map(|name| property.parameter(name));
    std::iter::once(property.value.as_str()).chain(parameters).find_map(mailbox)
}

/// `mailto:a@b.example`, also with a query or in percent-encoding, and `Jana Weber <a@b.example>`.
fn mailbox(value: &str) -> Option<EmailAddress> {
    let value = value.trim();
    let inner = value.rsplit_once('<').and_then(|(_, rest)| rest.split('>').next()).unwrap_or(value);
    let inner = inner.split('?').next().unwrap_or("");
    EmailAddress::parse(inner).ok().or_else(|| EmailAddress::parse(&percent_decoded(inner)?).ok())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        octets.extend_from_slice(before.as_bytes());
        octets.push(u8::from_str_radix(after.get(..2)?, 16).ok()?);
        rest = &after[2..];
    }
    octets.extend_from_slice(rest.as_bytes());
    String::from_utf8(octets).ok()
}

/// Me among the attendees of an event.
#[derive(Debug)]
pub(super) struct MyPlace<'a> {
    /// My line; none where only a group or an alias of mine is invited.
    pub listed: Option<&'a ContentLine>,
    /// It is somebody else's, for whom I act (SENT-BY).
    pub acting: bool,
}

/// Finds my line: by its address, else by SENT-BY.
pub(super) fn my_place<'a>(event: &'a Event, me: &EmailAddress) -> MyPlace<'a> {
    let mine = event.all("ATTENDEE").find(|attendee| address(attendee).as_ref() == Some(me));
    let acts = |attendee: &&ContentLine| attendee.parameter("SENT-BY").and_then(mailbox).as_ref() == Some(me);
    if mine.is_some() {
        return MyPlace { listed: mine, acting: false };
    }
    let listed = event.all("ATTENDEE").find(acts);
    MyPlace { listed, acting: listed.is_some() }
}

/// My ATTENDEE with my answer. The address stays as the invite wrote it, for some programs compare it octet by octet.
pub(super) fn my_answer(
    event: &Event,
    me: &EmailAddress,
    status: ParticipationStatus,
    delegate: Option<&Person>,
) -> ContentLine {
    let place = my_place(event, me);
    let mut line = match place.listed {
        Some(listed) => as_written(listed).keeping(is_of_the_person),
        None => ContentLine::new("ATTENDEE", uri(me)),
    };
    line = line.with("PARTSTAT", partstat(status));
    if let Some(delegate) = delegate {
        line = line.with("DELEGATED-TO", &uri(&delegate.address));
    }
    if place.acting {
        line = line.with("SENT-BY", &uri(me));
    }
    line
}

/// The delegate's ATTENDEE in a forwarded REQUEST (RFC 5546 §3.2.2.3); they take over the role of the delegator.
pub(super) fn delegate(person: &Person, delegator: &ContentLine) -> ContentLine {
    let mut line = ContentLine::new("ATTENDEE", uri(&person.address));
    for (name, value) in [("CN", person.name.as_deref()), ("ROLE", delegator.parameter("ROLE"))] {
        line = line.with(name, value.unwrap_or(""));
    }
    let status = partstat(ParticipationStatus::NeedsAction);
    line.with("PARTSTAT", status).with("RSVP", "TRUE").with("DELEGATED-FROM", delegator.value.trim())
}

/// Who else is invited is told up to this number.
const MAX_BYSTANDERS: usize = 250;

/// The ATTENDEEs of an event without those who are told already: they stay in it, but are not asked again.
pub(super) fn bystanders(event: &Event, told: &[Option<EmailAddress>]) -> Vec<ContentLine> {
    let others = event.all("ATTENDEE").filter(|attendee| !told.contains(&address(attendee)));
    others.filter(|attendee| !attendee.value.trim().is_empty()).take(MAX_BYSTANDERS).map(bystander).collect()
}

fn bystander(attendee: &ContentLine) -> ContentLine {
    let asked = |name: &str| name == "RSVP" || name.starts_with("SCHEDULE-");
    bounded(with_scheme(attendee.clone())).keeping(|name| !asked(name))
}

/// What describes a person, and not their earlier answer or how it was asked for.
fn is_of_the_person(name: &str) -> bool {
    matches!(name, "CN" | "CUTYPE" | "ROLE" | "LANGUAGE" | "MEMBER" | "DELEGATED-FROM" | "EMAIL" | "DIR")
        || name.starts_with("X-")
}

/// A property whose value is an address that mail can carry: as written, else normalized.
fn as_written(property: &ContentLine) -> ContentLine {
    let property = bounded(with_scheme(property.clone()));
    let plain = is_mailto(&property.value) && EmailAddress::parse(&property.value).is_ok();
    match address(&property) {
        Some(address) if !plain => ContentLine { value: uri(&address), ..property },
        _ => property,
    }
}

/// An address without `mailto:` gets it.
fn with_scheme(property: ContentLine) -> ContentLine {
    let value = property.value.trim().to_owned();
    let bare = !is_mailto(&value) && EmailAddress::parse(&value).is_ok();
    ContentLine { value: if bare { format!("mailto:{value}") } else { value }, ..property }
}

fn is_mailto(value: &str) -> bool {
    value.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
}

fn bounded(mut property: ContentLine) -> ContentLine {
    let length = |parameter: &Parameter| parameter.values.iter().map(String::len).sum::<usize>();
    property.parameters.retain(|parameter| length(parameter) <= MAX_OCTETS);
    property
}

fn uri(address: &EmailAddress) -> String {
    format!("mailto:{}", address.written())
}

fn partstat(status: ParticipationStatus) -> &'static str {
    match status {
        ParticipationStatus::NeedsAction => "NEEDS-ACTION",
        ParticipationStatus::Accepted => "ACCEPTED",
        ParticipationStatus::Declined => "DECLINED",
        ParticipationStatus::Tentative => "TENTATIVE",
        ParticipationStatus::Delegated => "DELEGATED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JANA: &str = "Jana@Agentur.example";

    fn answered(attendees: &str) -> String {
        let event = Event { lines: attendees.lines().filter_map(ContentLine::read).collect() };
        let me = EmailAddress::parse("jana@agentur.example").unwrap();
        let mut out = String::new();
        my_answer(&event, &me, ParticipationStatus::Declined, None).write(&mut out);
        out.replace("\r\n ", "").trim_end().to_owned()
    }

    #[test]
    fn my_address_stays_as_the_invite_wrote_it() {
        let cases = [
            ("ATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:MAILTO:{}", "ATTENDEE;PARTSTAT=DECLINED:MAILTO:{}"),
            (
                "ATTENDEE;CN=\"Weber, Jana\";X-NUM-GUESTS=0;SCHEDULE-STATUS=1.1:mailto:{}",
                "ATTENDEE;CN=\"Weber, Jana\";X-NUM-GUESTS=0;PARTSTAT=DECLINED:mailto:{}",
            ),
            ("ATTENDEE:{}", "ATTENDEE;PARTSTAT=DECLINED:mailto:{}"),
            ("ATTENDEE;EMAIL={}:urn:uuid:1", "ATTENDEE;EMAIL={};PARTSTAT=DECLINED:mailto:{}"),
            ("ATTENDEE:mailto:Jana%40Agentur.example?subject=x", "ATTENDEE;PARTSTAT=DECLINED:mailto:{}"),
            ("ATTENDEE:invalid:nomail\nATTENDEE:mailto:{}\nATTENDEE:mailto:{}", "ATTENDEE;PARTSTAT=DECLINED:mailto:{}"),
            (
                "ATTENDEE;SENT-BY=\"mailto:{}\":mailto:chef@agentur.example",
                "ATTENDEE;PARTSTAT=DECLINED;SENT-BY=\"mailto:jana@agentur.example\":mailto:chef@agentur.example",
            ),
            (
                "ATTENDEE;CUTYPE=GROUP:mailto:team@agentur.example",
                "ATTENDEE;PARTSTAT=DECLINED:mailto:jana@agentur.example",
            ),
            ("", "ATTENDEE;PARTSTAT=DECLINED:mailto:jana@agentur.example"),
        ];
        for (attendees, expected) in cases {
            assert_eq!(answered(&attendees.replace("{}", JANA)), expected.replace("{}", JANA), "{attendees}");
        }
    }
}
