//! The guards: why a mail about a meeting gets no reply (RFC 3834, RFC 5546).

use chrono::DateTime;

use super::address::{EmailAddress, Person};
use super::category::Refusal;
use super::identity::{Identity, Route};
use super::invite::{Invite, Method};
use super::meeting::ParticipationStatus;
use super::message::{Message, Place};
use super::situation::Me;

/// What the user allows beyond the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Leniency {
    /// Meetings that are over are answered too.
    pub past: bool,
    /// Mail that came by a mailing list is answered too.
    pub lists: bool,
}

/// Beginnings or ends of local parts that nobody reads, compared without `-`, `_` and `.`.
const NO_REPLY: [&str; 13] = [
    "noreply",
    "replyno",
    "donotreply",
    "dontreply",
    "nichtantworten",
    "keineantwort",
    "mailerdaemon",
    "noresponse",
    "autoreply",
    "autoresponder",
    "bounce",
    "bounces",
    "unsubscribe",
];

/// Whole local parts that belong to a machine or to a list's software (RFC 2142 and custom), compared in the same way.
const MACHINES: [&str; 14] = [
    "postmaster",
    "root",
    "daemon",
    "listserv",
    "majordomo",
    "mailman",
    "newsletter",
    "newsletters",
    "notification",
    "notifications",
    "benachrichtigung",
    "benachrichtigungen",
    "alert",
    "alerts",
];

/// Senders that carry other people's invites by design.
const CALENDAR_CARRIERS: [&str; 4] = [
    "calendar-notification@google.com",
    "calendar-server@google.com",
    "noreply@calendar.yahoo.com",
    "calendar@zoho.com",
];

/// Why the mail gets no reply, or `None` where it wants one and may have it.
#[must_use]
pub fn refuse(
    message: &Message,
    invite: &Invite,
    identity: &Identity,
    me: &Me,
    now: DateTime<chrono_tz::Tz>,
    leniency: Leniency,
) -> Option<Refusal> {
    let in_words = invite.method == Method::PlainRequest;
    not_a_request(invite)
        .or_else(|| own(message, invite, identity, me))
        .or_else(|| automatic(message, in_words, leniency))
        .or_else(|| not_meant_for_me(message, invite, identity))
        .or_else(|| {
            answer_to(message, invite)
                .is_none_or(|person| is_no_reply(&person.address))
                .then_some(Refusal::NoReplyAddress)
        })
        .or_else(|| answered(message, invite, identity))
        .or_else(|| (!leniency.past && is_past(invite, now)).then_some(Refusal::Past))
}

/// Whether a request in the words of this mail could get a reply, as far as its header says.
#[must_use]
pub fn may_ask_in_words(message: &Message, leniency: Leniency) -> bool {
    automatic(message, true, leniency).is_none()
}

fn not_a_request(invite: &Invite) -> Option<Refusal> {
    match invite.method {
        Method::Request | Method::PlainRequest if invite.meeting.cancelled => Some(Refusal::Cancelled),
        Method::Request | Method::PlainRequest => None,
        Method::Cancel => Some(Refusal::Cancelled),
        _ => Some(Refusal::NotARequest),
    }
}

/// Without a configuration the mail itself tells who I am, so both are asked.
fn own(message: &Message, invite: &Invite, identity: &Identity, me: &Me) -> Option<Refusal> {
    let organizer = invite.meeting.organizer.iter();
    let is_me = |address: &EmailAddress| me.owns(address) || *address == identity.me;
    let mine = message.from.iter().chain(organizer).any(|person| is_me(&person.address)) || message.flags.draft;
    mine.then_some(Refusal::OwnMessage)
}

/// A genuine REQUEST may say that a machine made it, for calendar programs do; a request in words may not.
fn automatic(message: &Message, in_words: bool, leniency: Leniency) -> Option<Refusal> {
    let signs = &message.automation;
    let submitted = signs.auto_submitted.as_deref();
    if signs.null_return_path
        || submitted.is_some_and(|value| in_words || value != "auto-generated")
        || in_words && signs.other.is_some()
    {
        return Some(Refusal::AutoSubmitted);
    }
    match signs.precedence.as_deref() {
        Some("auto_reply") => return Some(Refusal::AutoSubmitted),
        Some("bulk" | "junk") => return Some(Refusal::Bulk),
        Some("list") if !leniency.lists => return Some(Refusal::MailingList),
        _ => {}
    }
    if signs.list && !leniency.lists {
        return Some(Refusal::MailingList);
    }
    (in_words && signs.unsubscribe && !leniency.lists).then_some(Refusal::Bulk)
}

fn not_meant_for_me(message: &Message, invite: &Invite, identity: &Identity) -> Option<Refusal> {
    let forwarded = invite.calendar.as_ref().is_some_and(|calendar| calendar.place == Place::Forwarded);
    let listed = matches!(identity.route, Route::Attendee | Route::ActingFor(_));
    let mismatch = invite.method == Method::Request && !speaks_for_organizer(message, invite);
    // A bare .ics has no sender who could be anybody else.
    let bare = message.from.is_none();
    if forwarded
        || identity.route == Route::Nowhere && !bare
        || mismatch && !bare && !listed
        || bare && !listed && !identity.assumed
    {
        return Some(Refusal::NotInvited);
    }
    (mismatch && !bare).then_some(Refusal::OrganizerMismatch)
}

/// Whether the mail's author is the organizer or acts for them: SENT-BY, Sender, Reply-To, one house, a calendar service.
#[must_use]
pub fn speaks_for_organizer(message: &Message, invite: &Invite) -> bool {
    let (Some(organizer), Some(from)) = (&invite.meeting.organizer, &message.from) else { return true };
    let organizer = &organizer.address;
    let from = &from.address;
    from == organizer
        || invite.meeting.sent_by.as_ref() == Some(from)
        || message.sender.as_ref().is_some_and(|sender| sender.address == *organizer)
        || message.reply_to.iter().any(|person| person.address == *organizer)
        || same_house(&from.domain(), &organizer.domain())
        || carries_for_others(from)
        || organizer.domain().ends_with("calendar.google.com")
}

/// Whether the author may speak for the organizer, by what the mail says of itself, and writes from another house.
#[must_use]
pub fn comes_from_another_house(message: &Message, invite: &Invite) -> bool {
    let (Some(organizer), Some(from)) = (&invite.meeting.organizer, &message.from) else { return false };
    let (organizer, from) = (&organizer.address, &from.address);
    speaks_for_organizer(message, invite)
        && !same_house(&from.domain(), &organizer.domain())
        && !carries_for_others(from)
        && !organizer.domain().ends_with("calendar.google.com")
}

/// Whether an address is a calendar service's, from which everybody's invites come.
#[must_use]
pub fn carries_for_others(address: &EmailAddress) -> bool {
    CALENDAR_CARRIERS.contains(&address.lower().as_str())
}

/// Domains of which one is the other or a subdomain of it.
fn same_house(one: &str, other: &str) -> bool {
    let below = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    one == other || below(one, other) || below(other, one)
}

/// Who a reply goes to: the organizer; for a request in words Reply-To, else From.
#[must_use]
pub fn answer_to<'a>(message: &'a Message, invite: &'a Invite) -> Option<&'a Person> {
    let written_by = message.reply_to.first().or(message.from.as_ref());
    match invite.method {
        Method::PlainRequest => written_by,
        _ => invite.meeting.organizer.as_ref().or(written_by),
    }
}

fn is_no_reply(address: &EmailAddress) -> bool {
    let whole = address.local_part();
    let local: String = whole.chars().filter(|c| !"-_.".contains(*c)).collect();
    NO_REPLY.iter().any(|word| local.starts_with(word) || local.ends_with(word))
        || MACHINES.contains(&local.as_str())
        || whole.starts_with("owner-")
        || ["-owner", "-request", "-admin"].iter().any(|end| whole.ends_with(end))
}

fn answered(message: &Message, invite: &Invite, identity: &Identity) -> Option<Refusal> {
    let status = invite.meeting.attendee(&identity.me).map(|attendee| attendee.participation_status);
    let given = status.is_some_and(|status| status != ParticipationStatus::NeedsAction);
    (given || message.flags.answered).then_some(Refusal::AlreadyAnswered)
}

fn is_past(invite: &Invite, now: DateTime<chrono_tz::Tz>) -> bool {
    if invite.method == Method::PlainRequest {
        let all_past = invite.proposals.iter().all(|proposal| proposal.start.instant(now.timezone()) < now);
        return !invite.proposals.is_empty() && all_past;
    }
    invite.meeting.occurrence.is_some_and(|slot| slot.end() <= now)
}

#[cfg(test)]
mod tests;
