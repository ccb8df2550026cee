//! A series as an RRULE (RFC 5545 §3.3.10).

use chrono::{Datelike, Weekday};

use super::recurrence::{End, Pattern, Recurrence};
use crate::german::weekday_code;

impl Recurrence {
    /// The RRULE; `until` writes the end of the series as DTSTART is written.
    pub fn rule(&self, until: impl FnOnce(chrono::NaiveDateTime) -> String) -> String {
        let yearly = self.is_yearly();
        let (frequency, interval) = match &self.pattern {
            Pattern::Daily => ("DAILY", self.interval),
            Pattern::Weekly(_) => ("WEEKLY", self.interval),
            _ if yearly => ("YEARLY", self.interval / 12),
            _ => ("MONTHLY", self.interval),
        };
        let mut parts = vec![format!("FREQ={frequency}")];
        match self.end {
            End::Never => {}
            End::After(count) => parts.push(format!("COUNT={count}")),
            End::On(day) => parts.push(format!("UNTIL={}", until(day.and_time(self.start.time())))),
        }
        if interval > 1 {
            parts.push(format!("INTERVAL={interval}"));
        }
        match &self.pattern {
            Pattern::Daily => {}
            Pattern::Weekly(days) => parts.extend(by_day(days)),
            // Outlook's 31st is the last day of a shorter month.
            Pattern::MonthDay(31) => parts.push("BYMONTHDAY=-1".to_owned()),
            Pattern::MonthDay(day) => parts.push(format!("BYMONTHDAY={day}")),
            Pattern::MonthNth(nth, days) => {
                let nth = if *nth == 5 { -1 } else { i64::from(*nth) };
                match days.as_slice() {
                    [day] => parts.push(format!("BYDAY={nth}{}", weekday_code(*day))),
                    days => {
                        parts.extend(by_day(days));
                        parts.push(format!("BYSETPOS={nth}"));
                    }
                }
            }
        }
        if yearly {
            parts.push(format!("BYMONTH={}", self.start.month()));
        }
        // The week's first day matters only where weeks are left out.
        if let (Pattern::Weekly(_), Some(first)) = (&self.pattern, self.first_weekday)
            && interval > 1
        {
            parts.push(format!("WKST={}", weekday_code(first)));
        }
        parts.join(";")
    }
}

fn by_day(days: &[Weekday]) -> Option<String> {
    let days: Vec<&str> = days.iter().map(|day| weekday_code(*day)).collect();
    (!days.is_empty()).then(|| format!("BYDAY={}", days.join(",")))
}
