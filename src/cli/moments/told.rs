//! Moments as lists and dialogs tell them: short, English, in the user's zone, the days nearby by their names.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};

use crate::domain::meeting::Meeting;
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// The moment from which people count, in their zone.
pub type Moment = DateTime<chrono_tz::Tz>;

/// Tells moments as they are seen from one of them.
#[derive(Debug, Clone, Copy)]
pub struct Moments {
    now: Moment,
    names: bool,
}

impl Moments {
    /// For people: `today`, `tomorrow` and `yesterday` are named.
    #[must_use]
    pub fn named(now: Moment) -> Self {
        Self { now, names: true }
    }

    /// For what is read on other days too, by scripts above all: every day has its date.
    #[must_use]
    pub fn dated(now: Moment) -> Self {
        Self { now, names: false }
    }

    /// `today 14:00`, `Thu 26 Nov 14:00`; the year only where it is another one than now's.
    #[must_use]
    pub fn moment(self, at: DateTime<FixedOffset>) -> String {
        let local = at.with_timezone(&self.now.timezone());
        format!("{} {}", self.weekday(local.date_naive()), local.format("%H:%M"))
    }

    /// `today 14:00–15:30`, or the two moments where they lie on two days.
    #[must_use]
    pub fn slot(self, slot: TimeSlot) -> String {
        let (day, time) = self.day_and_time(slot);
        format!("{day} {time}")
    }

    /// The same in two parts, for two columns.
    #[must_use]
    pub fn day_and_time(self, slot: TimeSlot) -> (String, String) {
        let zone = self.now.timezone();
        let (start, end) = (slot.start().with_timezone(&zone), slot.end().with_timezone(&zone));
        let time = if start.date_naive() == end.date_naive() {
            format!("{}–{}", start.format("%H:%M"), end.format("%H:%M"))
        } else {
            format!("{} – {}", start.format("%H:%M"), self.moment(slot.end()))
        };
        (self.weekday(start.date_naive()), time)
    }

    /// `tomorrow`, `Thu 26 Nov`, `Fri 1 Jan 2027`.
    #[must_use]
    pub fn weekday(self, day: NaiveDate) -> String {
        self.name(day).map_or_else(|| self.formatted(day, "%a %-d %b"), str::to_owned)
    }

    /// `tomorrow`, `26 Nov`, `1 Jan 2027`: where there is little room.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        self.name(day).map_or_else(|| self.formatted(day, "%-d %b"), str::to_owned)
    }

    /// A moment's day, as [`Self::day`] tells it.
    #[must_use]
    pub fn day_of(self, at: DateTime<Utc>) -> String {
        self.day(at.with_timezone(&self.now.timezone()).date_naive())
    }

    /// A time as a calendar has it: a moment or a day.
    #[must_use]
    pub fn time(self, time: MeetingTime) -> String {
        match time {
            MeetingTime::At(at) => self.moment(at),
            MeetingTime::Day(day) => self.weekday(day),
        }
    }

    /// When a meeting is, as far as its mail says it.
    #[must_use]
    pub fn when(self, meeting: &Meeting) -> Option<String> {
        match beginning(meeting)? {
            MeetingTime::Day(first) => {
                let last = match meeting.end {
                    Some(MeetingTime::Day(end)) => end.pred_opt().filter(|last| *last > first),
                    _ => None,
                };
                Some(last.map_or_else(
                    || format!("{} (all day)", self.weekday(first)),
                    |last| format!("{} – {} (all day)", self.weekday(first), self.weekday(last)),
                ))
            }
            MeetingTime::At(start) => {
                let has_end = meeting.end.is_some() || meeting.duration_minutes.is_some();
                let slot = meeting.occurrence.filter(|_| has_end);
                Some(slot.map_or_else(|| self.moment(start), |slot| self.slot(slot)))
            }
        }
    }

    /// `tomorrow 10:00`, `Tue 15 Dec`: when a meeting begins; in another year only the day.
    #[must_use]
    pub fn start(self, meeting: &Meeting) -> Option<String> {
        let beginning = beginning(meeting)?;
        let day = self.date(beginning);
        Some(if self.is_far(day) { self.weekday(day) } else { self.time(beginning) })
    }

    /// The day on which a meeting begins, as [`Self::day`] tells it; in another year only the month.
    #[must_use]
    pub fn start_day(self, meeting: &Meeting) -> Option<String> {
        let day = self.date(beginning(meeting)?);
        Some(if self.is_far(day) { day.format("%b %Y").to_string() } else { self.day(day) })
    }

    fn date(self, time: MeetingTime) -> NaiveDate {
        match time {
            MeetingTime::At(at) => at.with_timezone(&self.now.timezone()).date_naive(),
            MeetingTime::Day(day) => day,
        }
    }

    /// In another year, and neither yesterday nor tomorrow.
    fn is_far(self, day: NaiveDate) -> bool {
        day.year() != self.now.year() && self.name(day).is_none()
    }

    fn name(self, day: NaiveDate) -> Option<&'static str> {
        match day.signed_duration_since(self.now.date_naive()).num_days() {
            -1 if self.names => Some("yesterday"),
            0 if self.names => Some("today"),
            1 if self.names => Some("tomorrow"),
            _ => None,
        }
    }

    fn formatted(self, day: NaiveDate, form: &str) -> String {
        let year = if day.year() == self.now.year() { "" } else { " %Y" };
        day.format(&format!("{form}{year}")).to_string()
    }
}

/// When a meeting begins: of a series, the occurrence that is meant.
fn beginning(meeting: &Meeting) -> Option<MeetingTime> {
    Some(match (meeting.start?, meeting.occurrence) {
        (MeetingTime::At(_), Some(occurrence)) => MeetingTime::At(occurrence.start()),
        (start, _) => start,
    })
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Berlin;
    use chrono_tz::Tz;

    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        text.parse().unwrap()
    }

    fn seen_from(now: &str, zone: Tz) -> Moments {
        Moments::named(at(now).with_timezone(&zone))
    }

    #[test]
    fn days_nearby_have_names_and_other_years_their_number() {
        let cases = [
            ("2026-11-24T14:00:00+01:00", "today 14:00", "Tue 24 Nov 14:00", "today"),
            ("2026-11-24T00:00:00+01:00", "today 00:00", "Tue 24 Nov 00:00", "today"),
            ("2026-11-25T09:30:00+01:00", "tomorrow 09:30", "Wed 25 Nov 09:30", "tomorrow"),
            ("2026-11-23T23:59:00+01:00", "yesterday 23:59", "Mon 23 Nov 23:59", "yesterday"),
            ("2026-11-26T14:00:00+01:00", "Thu 26 Nov 14:00", "Thu 26 Nov 14:00", "26 Nov"),
            ("2026-11-22T14:00:00+01:00", "Sun 22 Nov 14:00", "Sun 22 Nov 14:00", "22 Nov"),
            ("2027-01-01T10:00:00+01:00", "Fri 1 Jan 2027 10:00", "Fri 1 Jan 2027 10:00", "1 Jan 2027"),
            // It is the user's day that counts, wherever the organizer's clock stands.
            ("2026-11-24T18:30:00-05:00", "tomorrow 00:30", "Wed 25 Nov 00:30", "tomorrow"),
            ("2026-11-25T06:00:00+09:00", "today 22:00", "Tue 24 Nov 22:00", "today"),
        ];
        let now = "2026-11-24T09:00:00+01:00";
        for (moment, named, dated, day) in cases {
            let (moments, plain) = (seen_from(now, Berlin), Moments::dated(at(now).with_timezone(&Berlin)));
            assert_eq!(moments.moment(at(moment)), named, "{moment}");
            assert_eq!(plain.moment(at(moment)), dated, "{moment}");
            assert_eq!(moments.day_of(at(moment).to_utc()), day, "{moment}");
        }
    }

    #[test]
    fn days_have_names_over_the_end_of_a_year_and_of_summer_time() {
        let cases = [
            ("2026-12-31T23:00:00+01:00", "2027-01-01T09:00:00+01:00", "tomorrow 09:00"),
            ("2027-01-01T00:10:00+01:00", "2026-12-31T23:50:00+01:00", "yesterday 23:50"),
            ("2026-10-25T00:30:00+02:00", "2026-10-25T23:30:00+01:00", "today 23:30"),
            ("2026-10-25T23:30:00+01:00", "2026-10-26T00:15:00+01:00", "tomorrow 00:15"),
        ];
        for (now, moment, told) in cases {
            assert_eq!(seen_from(now, Berlin).moment(at(moment)), told, "{now}");
        }
    }

    #[test]
    fn a_span_names_the_days_that_it_needs() {
        let cases = [
            ("2026-11-24T14:00:00+01:00", 90, "today 14:00–15:30"),
            ("2026-11-24T22:00:00+01:00", 180, "today 22:00 – tomorrow 01:00"),
            ("2026-11-26T22:00:00+01:00", 180, "Thu 26 Nov 22:00 – Fri 27 Nov 01:00"),
        ];
        for (start, minutes, told) in cases {
            let moments = seen_from("2026-11-24T09:00:00+01:00", Berlin);
            assert_eq!(moments.slot(TimeSlot::lasting(at(start), minutes)), told);
        }
    }

    #[test]
    fn meetings_are_told_as_far_as_their_mail_says_when_they_are() {
        let day = |text: &str| MeetingTime::Day(text.parse().unwrap());
        let moment = |text: &str| MeetingTime::At(at(text));
        let cases = [
            (Some(day("2026-11-25")), None, "tomorrow (all day)", "tomorrow", "tomorrow"),
            (
                Some(day("2026-11-25")),
                Some(day("2026-11-28")),
                "tomorrow – Fri 27 Nov (all day)",
                "tomorrow",
                "tomorrow",
            ),
            (Some(day("2027-02-01")), None, "Mon 1 Feb 2027 (all day)", "Mon 1 Feb 2027", "Feb 2027"),
            (Some(moment("2026-11-24T14:00:00+01:00")), None, "today 14:00", "today 14:00", "today"),
            (Some(moment("2027-02-01T14:00:00+01:00")), None, "Mon 1 Feb 2027 14:00", "Mon 1 Feb 2027", "Feb 2027"),
            (None, None, "-", "-", "-"),
        ];
        for (start, end, when, begins, on) in cases {
            let meeting = Meeting { start, end, ..Meeting::default() };
            let moments = seen_from("2026-11-24T09:00:00+01:00", Berlin);
            let told = [moments.when(&meeting), moments.start(&meeting), moments.start_day(&meeting)];
            assert_eq!(told.map(|text| text.unwrap_or("-".to_owned())), [when, begins, on]);
        }
    }
}
