//! What the letter around an invite adds to it.

use super::agenda_points::agenda_points;
use super::invite::Invite;
use super::meeting::Mode;
use super::message::Place;
use super::online_meeting::meeting_link;
use super::phone_number::phone_number;

/// The invite with what its calendar leaves out and the text of its mail says: link, number, agenda. The text of a mail
/// that forwards an invite is somebody else's and adds nothing.
#[must_use]
pub fn completed(mut invite: Invite, text: &str) -> Invite {
    if invite.calendar.as_ref().is_some_and(|calendar| calendar.place == Place::Forwarded) {
        return invite;
    }
    let meeting = &mut invite.meeting;
    meeting.online_url = meeting.online_url.take().or_else(|| meeting_link(text));
    if meeting.mode == Mode::Unknown && meeting.online_url.is_some() {
        meeting.mode = Mode::Online;
    }
    // Letters hold the numbers of their writers: they are what to call only where the meeting is a call.
    if meeting.mode == Mode::Phone || meeting.mode == Mode::Online {
        meeting.phone = meeting.phone.take().or_else(|| phone_number(text));
    }
    if meeting.description.is_none() && meeting.agenda.is_empty() {
        meeting.agenda = agenda_points(text);
    }
    invite
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::invite::{Method, SourceCalendar};
    use crate::domain::meeting::Meeting;

    fn invite(place: Place, meeting: Meeting) -> Invite {
        let calendar = SourceCalendar {
            text: String::new(),
            product_id: None,
            counter_forbidden: false,
            x_properties: Vec::new(),
            place,
        };
        Invite {
            method: Method::Request,
            meeting,
            proposals: Vec::new(),
            calendar: Some(calendar),
            evidence: Vec::new(),
        }
    }

    const TEXT: &str = "Agenda:\n- Budget\n- Personal\n\nhttps://zoom.us/j/1\nEinwahl: +49 69 7104 9922";

    #[test]
    fn a_letter_adds_link_number_and_agenda() {
        let meeting = completed(invite(Place::Body, Meeting::default()), TEXT).meeting;
        assert_eq!((meeting.mode, meeting.online_url.as_deref()), (Mode::Online, Some("https://zoom.us/j/1")));
        assert_eq!((meeting.phone.as_deref(), meeting.agenda.len()), (Some("+49 69 7104 9922"), 2));
    }

    #[test]
    fn what_the_calendar_says_stays() {
        let known = Meeting {
            mode: Mode::InPerson,
            online_url: Some("https://meet.jit.si/A".to_owned()),
            description: Some("Wie besprochen.".to_owned()),
            ..Meeting::default()
        };
        assert_eq!(completed(invite(Place::Body, known.clone()), TEXT).meeting, known);
    }

    #[test]
    fn a_forwarding_letter_adds_nothing() {
        assert_eq!(completed(invite(Place::Forwarded, Meeting::default()), TEXT).meeting, Meeting::default());
    }
}
