//! Which of the invites in one mail the mail is about.

use super::invite::Invite;
use super::message::Place;
use super::reading::Reading;

/// The one invite that a mail is about; `invites` in the order in which the mail's calendars count, body before
/// attachments. One that was forwarded is chosen only where there is no other: it can be shown, not answered.
#[must_use]
pub fn choose(invites: Vec<Invite>) -> Reading<Option<Invite>> {
    let mut ranked = invites;
    // Within one calendar a meeting as such comes before single instances of another; the sort keeps all other order.
    ranked.sort_by_key(|invite| (place(invite), invite.meeting.recurrence_id.is_some()));
    let mut ranked = ranked.into_iter();
    let Some(chosen) = ranked.next() else { return Reading::clean(None) };
    let mut warnings = Vec::new();
    for other in ranked {
        if let Some(difference) = difference(&chosen, &other)
            && !warnings.contains(&difference)
        {
            warnings.push(difference);
        }
    }
    Reading { value: Some(chosen), warnings }
}

/// Where an invite was: the lower, the more it counts.
fn place(invite: &Invite) -> u8 {
    match invite.calendar.as_ref().map(|calendar| calendar.place) {
        None => 0,
        Some(Place::Body) => 1,
        Some(Place::Attachment) => 2,
        Some(Place::Tnef) => 3,
        Some(Place::Forwarded) => 4,
    }
}

/// What a person should know of an invite that was not chosen; `None` where it is the same one again.
fn difference(chosen: &Invite, other: &Invite) -> Option<String> {
    let (one, two) = (&chosen.meeting, &other.meeting);
    let name = other.meeting.summary.as_deref().unwrap_or("without a title");
    if one.uid != two.uid || one.uid.is_none() && (one.start, &one.summary) != (two.start, &two.summary) {
        return Some(format!("the mail holds another invite, which is not looked at: {name}"));
    }
    if one.recurrence_id != two.recurrence_id {
        return Some("the mail holds further instances of the series, which are not looked at".to_owned());
    }
    let same = chosen.method == other.method
        && one.sequence == two.sequence
        && one.start == two.start
        && one.end == two.end
        && one.location == two.location
        && one.recurrence_rule == two.recurrence_rule;
    (!same).then(|| "two calendars in the mail contradict each other; the first one counts".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::invite::{Method, SourceCalendar};
    use crate::domain::meeting::Meeting;

    fn invite(place: Place, uid: &str, sequence: i64) -> Invite {
        let calendar = SourceCalendar {
            text: String::new(),
            product_id: None,
            counter_forbidden: false,
            x_properties: Vec::new(),
            place,
        };
        let meeting = Meeting { uid: Some(uid.to_owned()), sequence, ..Meeting::default() };
        Invite {
            method: Method::Request,
            meeting,
            proposals: Vec::new(),
            calendar: Some(calendar),
            evidence: Vec::new(),
        }
    }

    /// UID and place.
    type Chosen<'a> = Option<(&'a str, Place)>;

    #[test]
    fn the_first_in_the_body_counts() {
        use Place::{Attachment, Body, Forwarded, Tnef};
        let cases: Vec<(&str, Vec<Invite>, Chosen<'_>, &str)> = vec![
            ("nothing", vec![], None, ""),
            ("one", vec![invite(Body, "a", 0)], Some(("a", Body)), ""),
            ("the same twice", vec![invite(Body, "a", 0), invite(Attachment, "a", 0)], Some(("a", Body)), ""),
            ("body wins", vec![invite(Attachment, "a", 0), invite(Body, "a", 0)], Some(("a", Body)), ""),
            ("contradiction", vec![invite(Body, "a", 0), invite(Attachment, "a", 1)], Some(("a", Body)), "contradict"),
            ("two meetings", vec![invite(Body, "a", 0), invite(Body, "b", 0)], Some(("a", Body)), "another invite"),
            ("only forwarded", vec![invite(Forwarded, "a", 0)], Some(("a", Forwarded)), ""),
            ("own and forwarded", vec![invite(Forwarded, "b", 0), invite(Tnef, "a", 0)], Some(("a", Tnef)), "another"),
        ];
        for (name, invites, expected, warning) in cases {
            let reading = choose(invites);
            let chosen = reading
                .value
                .as_ref()
                .map(|invite| (invite.meeting.uid.as_deref().unwrap(), invite.calendar.as_ref().unwrap().place));
            assert_eq!(chosen, expected, "{name}");
            assert_eq!(reading.warnings.len(), usize::from(!warning.is_empty()), "{name}: {:?}", reading.warnings);
            assert!(reading.warnings.iter().all(|found| found.contains(warning)), "{name}: {:?}", reading.warnings);
        }
    }

    #[test]
    fn a_meeting_as_such_comes_before_single_instances() {
        let mut instance = invite(Place::Body, "a", 0);
        instance.meeting.recurrence_id =
            Some(crate::domain::time_slot::MeetingTime::At("2026-11-26T13:00:00Z".parse().unwrap()));
        let reading = choose(vec![instance, invite(Place::Body, "b", 0)]);
        assert_eq!(reading.value.unwrap().meeting.uid.as_deref(), Some("b"));
    }
}
