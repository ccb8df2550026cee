//! One file a command: its flags and what it does.

mod agreement;
pub mod approve;
pub mod completions;
pub mod discard;
pub mod doctor;
mod doctor_accounts;
mod doctor_clock;
pub mod draft;
pub mod edit;
pub mod editor;
pub mod forget;
pub mod init;
pub mod inspect;
mod intake;
pub mod list;
pub mod man;
mod outbox_table;
mod recall;
pub mod resolve;
pub mod review;
mod round;
pub mod send;
pub mod set;
pub mod show;
pub mod stats;
pub mod templates;
pub mod watch;

use chrono::Duration;

use crate::domain::draft::DraftId;

/// The number of a mail in the outbox, as typed.
fn draft_id(text: &str) -> Result<DraftId, String> {
    text.trim_start_matches('#')
        .parse()
        .map_err(|_| "expected the number of a mail, as `statt list` shows it".to_owned())
}

/// `14d`, `36h`, `2w`.
fn age(text: &str) -> Result<Duration, String> {
    let wrong = || "expected an age such as 14d, 36h or 2w".to_owned();
    let unit = text.chars().last().ok_or_else(wrong)?;
    let number: i64 = text.strip_suffix(unit).unwrap_or_default().parse().map_err(|_| wrong())?;
    let age = match unit {
        'h' => Duration::try_hours(number),
        'd' => Duration::try_days(number),
        'w' => Duration::try_weeks(number),
        _ => None,
    };
    age.filter(|age| *age >= Duration::zero() && *age < Duration::days(36_500)).ok_or_else(wrong)
}
