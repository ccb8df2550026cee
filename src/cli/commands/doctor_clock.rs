//! What `statt doctor` finds about the clock: statt tells by it what is over, what is free and until when.

use chrono::{DateTime, TimeDelta, Utc};

use crate::adapters::connection::{ServerClock, TOLERANCE};
use crate::cli::settings::Settings;
use crate::cli::views::words;

use super::doctor::Finding;

/// Holds the clock against a server's.
pub(super) fn examine(server: &str, theirs: ServerClock, settings: &Settings) -> Finding {
    let now = settings.moment().to_utc();
    let (ours, hint) = if settings.pretended {
        ("the moment that is pretended", "leave out --now, and `now` in the configuration")
    } else {
        ("this machine's clock", "let the system set it, as by `timedatectl set-ntp true`")
    };
    match judge(theirs, now) {
        Verdict::Right => Finding::ok("clock", format!("{ours} agrees with that of {server}")),
        Verdict::NotProvenWrong => {
            Finding::ok("clock", format!("{ours} is not behind that of {server}, which tells no more"))
        }
        Verdict::Wrong { is_behind, by, at_least } => {
            // What is exact is rounded, a least is not.
            let by = if at_least { format!("at least {}", span(by)) } else { span(by + TimeDelta::seconds(30)) };
            let side = if is_behind { "behind" } else { "ahead of" };
            Finding::warn("clock", format!("{ours} is {by} {side} that of {server}"), hint)
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    NotProvenWrong,
    Wrong { is_behind: bool, by: TimeDelta, at_least: bool },
}

fn judge(theirs: ServerClock, now: DateTime<Utc>) -> Verdict {
    match theirs {
        ServerClock::Agrees => Verdict::Right,
        ServerClock::Ahead(by) => Verdict::Wrong { is_behind: by > TimeDelta::zero(), by: by.abs(), at_least: false },
        ServerClock::Past(moment) if moment - now > TOLERANCE => {
            Verdict::Wrong { is_behind: true, by: moment - now, at_least: true }
        }
        ServerClock::Past(_) => Verdict::NotProvenWrong,
    }
}

/// A span in its largest unit of which there are two.
fn span(span: TimeDelta) -> String {
    let units = [(span.num_days(), "day"), (span.num_hours(), "hour"), (span.num_minutes(), "minute")];
    let (number, unit) = units.into_iter().find(|(number, _)| *number >= 2).unwrap_or((1, "minute"));
    words::count(usize::try_from(number).unwrap_or_default(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_sure_counts_as_wrong() {
        let now: DateTime<Utc> = "2026-11-23T08:00:00Z".parse().unwrap();
        let minutes = TimeDelta::minutes;
        let wrong = |is_behind, by, at_least| Verdict::Wrong { is_behind, by: minutes(by), at_least };
        let cases = [
            (ServerClock::showing(now + minutes(4), now), Verdict::Right),
            (ServerClock::showing(now + minutes(6), now), wrong(true, 6, false)),
            (ServerClock::showing(now - minutes(90), now), wrong(false, 90, false)),
            (ServerClock::Past(now - minutes(3000)), Verdict::NotProvenWrong),
            (ServerClock::Past(now + minutes(4)), Verdict::NotProvenWrong),
            (ServerClock::Past(now + minutes(6)), wrong(true, 6, true)),
        ];
        for (clock, expected) in cases {
            assert_eq!(judge(clock, now), expected, "{clock:?}");
        }
    }

    #[test]
    fn spans_are_told_in_a_unit_that_fits() {
        let cases = [(6, "6 minutes"), (119, "119 minutes"), (120, "2 hours"), (2 * 24 * 60, "2 days")];
        for (minutes, expected) in cases {
            assert_eq!(span(TimeDelta::minutes(minutes)), expected);
        }
    }
}
