//! When a mail that was not taken is tried again.

use chrono::{DateTime, Duration, Utc};

/// The next try: after five minutes, then ever later, but at least four times a day.
pub(super) fn next_try(now: DateTime<Utc>, attempts: u32) -> DateTime<Utc> {
    let minutes = 5_i64 << attempts.min(10);
    now + Duration::minutes(minutes).min(Duration::hours(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_become_rarer_but_never_too_rare() {
        let now = DateTime::UNIX_EPOCH;
        let minutes: Vec<i64> =
            [0, 1, 2, 6, 7, 1000].iter().map(|attempts| (next_try(now, *attempts) - now).num_minutes()).collect();
        assert_eq!(minutes, [5, 10, 20, 320, 360, 360]);
    }
}
