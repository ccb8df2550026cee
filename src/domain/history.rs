//! The life of a meeting: which of its messages is the newest, and what the older ones are worth (RFC 5546 §2.1.5).

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::case::MeetingKey;
use super::category::{Category, Refusal};
use super::draft::InviteVersion;
use super::invite::{Invite, Method};
use super::message::Message;
use super::time_slot::MeetingTime;

/// What a message turns out to be beside the others about the same meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What the message is.
    pub category: Category,
    /// Why it gets no reply, where that follows from the other messages.
    pub refusal: Option<Refusal>,
}

/// What identifies the meeting, or the one instance, that an invite is about.
#[must_use]
pub fn meeting_key(message: &Message, invite: &Invite) -> MeetingKey {
    let uid = match &invite.meeting.uid {
        Some(uid) => uid.clone(),
        None => format!("mail:{}", message.message_id.as_deref().unwrap_or(&message.source)),
    };
    let instance = match invite.meeting.recurrence_id {
        None => String::new(),
        Some(MeetingTime::Day(day)) => day.format("%Y%m%d").to_string(),
        Some(MeetingTime::At(at)) => at.with_timezone(&chrono::Utc).format("%Y%m%dT%H%M%SZ").to_string(),
    };
    MeetingKey { uid, instance }
}

/// The version that an invite is.
#[must_use]
pub fn version(invite: &Invite) -> InviteVersion {
    InviteVersion { sequence: invite.meeting.sequence, stamp: invite.meeting.stamp }
}

/// Judges messages beside each other; `known` are versions seen in earlier runs. The answers stand in the order of the
/// messages, and do not depend on it but for messages that are alike in everything.
#[must_use]
pub fn stand<S: BuildHasher>(
    messages: &[(&Message, &Invite)],
    known: &HashMap<MeetingKey, InviteVersion, S>,
) -> Vec<Standing> {
    let keys: Vec<MeetingKey> = messages.iter().map(|(message, invite)| meeting_key(message, invite)).collect();
    let mut by_key: HashMap<&MeetingKey, Vec<usize>> = HashMap::new();
    for (index, key) in keys.iter().enumerate() {
        by_key.entry(key).or_default().push(index);
    }
    let order = |index: usize| {
        let (message, invite) = messages[index];
        // A cancellation ends the version it names, so it counts after a request of the same version.
        (version(invite), u8::from(invite.method == Method::Cancel), message.date)
    };
    // A whole series that is off takes its instances with it.
    let series_end = |uid: &str| -> Option<InviteVersion> {
        let series = MeetingKey { uid: uid.to_owned(), instance: String::new() };
        by_key
            .get(&series)?
            .iter()
            .map(|index| messages[*index].1)
            .filter(|invite| invite.method == Method::Cancel)
            .map(version)
            .max()
    };
    let mut standings: Vec<Standing> = messages.iter().map(|(_, invite)| first_look(invite)).collect();
    for (key, indices) in &by_key {
        let mut life: Vec<usize> = indices.iter().copied().filter(|index| is_organizers(messages[*index].1)).collect();
        life.sort_by_key(|index| order(*index));
        let newest_request = life.iter().rev().copied().find(|index| messages[*index].1.method == Method::Request);
        let cancelled_by = life.iter().rev().copied().find(|index| messages[*index].1.method == Method::Cancel);
        let known = known.get(*key).copied();
        let mut last: Option<InviteVersion> = None;
        for index in life {
            let invite = messages[index].1;
            if invite.method != Method::Request {
                continue;
            }
            let version = version(invite);
            if [last, known].into_iter().flatten().any(|older| version > older) {
                standings[index].category = Category::Update;
            }
            last = last.max(Some(version));
            let ended = cancelled_by.is_some_and(|cancel| order(cancel) > order(index))
                || !key.instance.is_empty() && series_end(&key.uid).is_some_and(|end| end >= version);
            standings[index].refusal = match newest_request {
                Some(newest) if order(newest) > order(index) && !same_version(messages, newest, index) => {
                    Some(Refusal::Superseded)
                }
                _ if ended => Some(Refusal::Cancelled),
                _ => None,
            };
        }
        for index in indices.iter().copied().filter(|index| messages[*index].1.method == Method::DeclineCounter) {
            standings[index].refusal = outdated_refusal(messages, index, newest_request, cancelled_by);
        }
        mark_copies(messages, indices, &mut standings);
    }
    standings
}

/// Why a DECLINECOUNTER counts no more: the meeting went on, or is off.
fn outdated_refusal(
    messages: &[(&Message, &Invite)],
    index: usize,
    newest_request: Option<usize>,
    cancelled_by: Option<usize>,
) -> Option<Refusal> {
    let refused = version(messages[index].1);
    let newer = newest_request.is_some_and(|newest| version(messages[newest].1).replaces(refused));
    let ended = cancelled_by.is_some_and(|cancel| !refused.replaces(version(messages[cancel].1)));
    match (newer, ended) {
        (_, true) => Some(Refusal::Cancelled),
        (true, false) => Some(Refusal::Superseded),
        (false, false) => None,
    }
}

/// The same version twice (two addresses of mine, two folders): the first is answered, the others are copies.
fn mark_copies(messages: &[(&Message, &Invite)], indices: &[usize], standings: &mut [Standing]) {
    let mut seen: Vec<InviteVersion> = Vec::new();
    for index in indices {
        let invite = messages[*index].1;
        if !matches!(invite.method, Method::Request | Method::PlainRequest) || standings[*index].refusal.is_some() {
            continue;
        }
        let version = version(invite);
        if seen.contains(&version) {
            standings[*index].refusal = Some(Refusal::Superseded);
        } else {
            seen.push(version);
        }
    }
}

fn same_version(messages: &[(&Message, &Invite)], one: usize, other: usize) -> bool {
    version(messages[one].1) == version(messages[other].1)
}

fn is_organizers(invite: &Invite) -> bool {
    matches!(invite.method, Method::Request | Method::Cancel)
}

fn first_look(invite: &Invite) -> Standing {
    let category = match invite.method {
        Method::Request => Category::Request,
        Method::Cancel => Category::Cancellation,
        Method::Reply => Category::Reply,
        Method::Counter => Category::Counter,
        Method::DeclineCounter => Category::DeclineCounter,
        Method::Refresh => Category::Refresh,
        Method::Add => Category::Add,
        Method::Publish => Category::Publish,
        Method::PlainRequest => Category::PlainRequest,
    };
    Standing { category, refusal: None }
}

#[cfg(test)]
mod tests;
