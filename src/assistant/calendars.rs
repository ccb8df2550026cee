//! The calendars of one mail: the one meeting that it is about, and whether it can be answered.

use std::time::Instant;

use chrono::DateTime;

use crate::adapters::icalendar;
use crate::adapters::icalendar_answer::{self, AnswerError};
use crate::domain::chosen_invite;
use crate::domain::invite::{Invite, Method};
use crate::domain::limits::{MAX_ATTENDEES_TOGETHER, MAX_INVITES, MAX_KEPT_CALENDAR, MAX_SECONDS, OUT_OF_TIME, REST};
use crate::domain::message::CalendarPart;

/// What the calendars of a mail say.
#[derive(Debug, Default)]
pub(super) struct Calendars {
    /// The meeting that the mail is about.
    pub invite: Option<Invite>,
    /// There are calendars, but no telling when the meeting is, or which one.
    pub unreadable: bool,
    /// What was odd.
    pub warnings: Vec<String>,
}

/// Reads the calendars of a mail, in the order in which they count.
pub(super) fn read(parts: &[CalendarPart], now: DateTime<chrono_tz::Tz>) -> Calendars {
    let begun = Instant::now();
    let mut invites: Vec<Invite> = Vec::new();
    let mut warnings: Vec<String> = Vec::new();
    let mut attendees = 0;
    for part in parts {
        if invites.len() >= MAX_INVITES || attendees > MAX_ATTENDEES_TOGETHER {
            warnings.push(format!(
                "the mail holds more than {MAX_INVITES} meetings or {MAX_ATTENDEES_TOGETHER} attendees; {REST}"
            ));
            break;
        }
        if begun.elapsed().as_secs() >= MAX_SECONDS {
            warnings.push(format!("its calendars take longer than {MAX_SECONDS} {OUT_OF_TIME}"));
            break;
        }
        let read = icalendar::read_invites(part, now.timezone(), now.fixed_offset());
        attendees += read.value.iter().map(|invite| invite.meeting.attendees.len()).sum::<usize>();
        invites.extend(read.value);
        warnings.extend(read.warnings);
    }
    let chosen = chosen_invite::choose(invites);
    warnings.extend(chosen.warnings);
    let unreadable = chosen.value.is_none() && !parts.is_empty();
    let mut calendars = Calendars { invite: chosen.value, unreadable, warnings };
    calendars.look_for_obstacles();
    calendars
}

impl Calendars {
    /// Looks for what would make an answer impossible, so that none is drafted that can never be sent.
    fn look_for_obstacles(&mut self) {
        let Some(invite) = &self.invite else { return };
        let (Some(calendar), Some(uid)) = (&invite.calendar, &invite.meeting.uid) else { return };
        match icalendar_answer::obstacle(calendar, uid) {
            Some(AnswerError::UnreadableInstance) if invite.meeting.recurrence_id.is_none() => {
                // Without it a cancelled instance would stand for the whole series.
                self.warnings.push("RECURRENCE-ID cannot be read: nobody knows which instance is meant".to_owned());
                self.invite = None;
                self.unreadable = true;
            }
            Some(AnswerError::UnreadableStart) if invite.meeting.start.is_none() => self.unreadable = true,
            Some(_) if invite.method != Method::Request => {}
            Some(_) if calendar.text.is_empty() => self.warnings.push(format!(
                "the meeting's calendar is larger than {MAX_KEPT_CALENDAR} octets; a letter goes without a calendar part"
            )),
            Some(problem) => self.warnings.push(format!("{problem}; a letter may go without a calendar part")),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::message::Place;

    fn calendars(event: &str) -> Calendars {
        let text = format!(
            "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n{event}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        read_text(&[&text])
    }

    fn read_text(texts: &[&str]) -> Calendars {
        let part = |text: &&str| CalendarPart { text: (*text).to_owned(), method: None, place: Place::Body };
        let now = "2026-11-24T09:05:00+01:00".parse::<DateTime<chrono::FixedOffset>>().unwrap();
        let parts: Vec<CalendarPart> = texts.iter().map(part).collect();
        read(&parts, now.with_timezone(&chrono_tz::Europe::Berlin))
    }

    #[test]
    fn what_cannot_be_answered_is_told_beforehand() {
        // Whether there is an invite, whether it counts as unreadable, and a warning.
        let cases = [
            ("DTSTART:20261126T130000Z", true, false, ""),
            ("SUMMARY:ohne Zeit", true, false, ""),
            ("DTSTART:irgendwann", true, true, "DTSTART cannot be read"),
            ("DTSTART:20261126T130000Z\r\nRECURRENCE-ID:irgendwann", false, true, "RECURRENCE-ID cannot be read"),
            ("DTSTART:2026-11-26T14:00:00+01:00", true, false, "without a calendar part"),
        ];
        for (event, is_invite, unreadable, warning) in cases {
            let read = calendars(event);
            assert_eq!((read.invite.is_some(), read.unreadable), (is_invite, unreadable), "{event}");
            assert!(
                if warning.is_empty() { read.warnings.is_empty() } else { read.warnings.concat().contains(warning) },
                "{event}: {:?}",
                read.warnings
            );
        }
    }

    #[test]
    fn a_large_calendar_is_kept_as_far_as_its_meeting_goes() {
        let event = |uid: usize, lines: &str| format!("BEGIN:VEVENT\r\nUID:{uid}\r\n{lines}\r\nEND:VEVENT\r\n");
        let others: String = (2..90).map(|uid| event(uid, &"COMMENT:x\r\n".repeat(200))).collect();
        let whole = |events: &str| format!("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n{events}END:VCALENDAR\r\n");
        let mine = event(1, "DTSTART:20261126T130000Z\r\nSUMMARY:Grüße");
        let invite = read_text(&[&whole(&format!("{mine}{others}"))]).invite.unwrap();
        assert_eq!(invite.calendar.unwrap().text, format!("BEGIN:VCALENDAR\r\n{mine}END:VCALENDAR\r\n"));

        let huge = whole(&event(1, &"COMMENT:xxxxxxxxxxxxxxxxxxxxxxxxx\r\n".repeat(20_000)));
        let read = read_text(&[&huge]);
        assert_eq!(read.invite.unwrap().calendar.unwrap().text, "");
        assert!(read.warnings[0].contains("without a calendar part"), "{:?}", read.warnings);
    }

    #[test]
    fn heaps_of_calendars_are_cut_with_a_warning() {
        let event = |uid: usize, lines: &str| format!("BEGIN:VEVENT\r\nUID:{uid}\r\n{lines}END:VEVENT\r\n");
        let calendar = |events: &str| format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n");
        let people = |number: usize| {
            (0..number).fold(String::new(), |all, one| all + &format!("ATTENDEE:mailto:{one}@b.example\r\n"))
        };
        let crowds: String = (0..8).map(|uid| event(uid, &people(1_800))).collect();
        let cases = [
            ((0..150).map(|uid| calendar(&event(uid, ""))).collect::<String>(), "100 calendars"),
            (calendar(&(0..150).map(|uid| event(uid, "")).collect::<String>()), "100 meetings"),
            (calendar(&crowds), "10000 attendees"),
            (calendar(&event(1, &"X:y\n".repeat(500_000))), "100000 lines"),
        ];
        for (text, warning) in cases {
            let read = read_text(&[&text]);
            assert!(read.warnings.iter().any(|found| found.contains(warning)), "{warning}: {:?}", read.warnings);
        }
        let many: Vec<String> =
            (0..3).map(|part| calendar(&(0..60).map(|uid| event(part * 60 + uid, "")).collect::<String>())).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert!(read_text(&many).warnings.iter().any(|found| found.contains("100 meetings")));
    }
}
