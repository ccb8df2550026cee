//! What the server's clock shows, learned by reading only.
//!
//! A mail's age by the server's clock is what `SEARCH YOUNGER` tells (RFC 5032), yes or no to so many seconds; when the mail
//! arrived, INTERNALDATE tells. A server without it gives away that its clock is past the arrival of its newest mail.

use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

use super::failure::Failure;
use super::session::{SMALL, Session};
use crate::adapters::connection::{ServerClock, TOLERANCE};

/// No mail is older, in seconds.
const OLDEST: i64 = i32::MAX as i64;
/// By two mails a clock must show the same; some servers may only count days.
const EXACT: TimeDelta = TimeDelta::minutes(1);

/// A little more than what ages are counted in.
const A_SECOND: Duration = Duration::from_millis(1100);

/// A mail, and when it arrived by the server's clock.
type Arrival = (u32, DateTime<Utc>);

impl Session {
    /// What the server's clock shows while ours shows `now`, by the first and the last of so many mails in the open folder.
    /// `None`: it gives nothing away.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn clock(&mut self, mails: u32, now: DateTime<Utc>) -> Result<Option<ServerClock>, Failure> {
        let since = Instant::now();
        let arrivals = self.arrivals(mails)?;
        let ours = || now + TimeDelta::from_std(since.elapsed()).unwrap_or_default();
        if !self.capabilities.has("WITHIN") {
            return Ok(arrivals.last().map(|(_, at)| ServerClock::Past(*at)));
        }
        let mut told = Vec::new();
        for arrival in &arrivals {
            let Some(difference) = self.difference(*arrival, &ours)? else { continue };
            if difference.abs() <= TOLERANCE {
                return Ok(Some(ServerClock::Agrees));
            }
            told.push((arrival.1, difference));
        }
        Ok(match told[..] {
            [] => None,
            [(_, only)] if arrivals.len() == 1 => Some(ServerClock::Ahead(only)),
            [(_, one), (_, other)] if (one - other).abs() <= EXACT => Some(ServerClock::Ahead(one)),
            [.., (at, _)] => Some(ServerClock::Past(at)),
        })
    }

    /// When the first and the last mail arrived.
    fn arrivals(&mut self, mails: u32) -> Result<Vec<Arrival>, Failure> {
        let mut arrivals = Vec::new();
        let set = match mails {
            0 => return Ok(arrivals),
            1 => "1".to_owned(),
            last => format!("1,{last}"),
        };
        self.command("FETCH", &format!("FETCH {set} (UID INTERNALDATE)"), SMALL, &mut |answer| {
            if arrivals.len() < 2 {
                arrivals.extend(arrival(answer));
            }
        })?
        .ok("FETCH")?;
        Ok(arrivals)
    }

    /// How far the server's clock is ahead of ours by the age of one mail: nearly nothing, or exact to seconds. `None` where
    /// the mail has no age that tells.
    fn difference(
        &mut self,
        (uid, at): Arrival,
        ours: &dyn Fn() -> DateTime<Utc>,
    ) -> Result<Option<TimeDelta>, Failure> {
        let tolerance = TOLERANCE.num_seconds();
        let by_ours = (ours() - at).num_seconds();
        let (shortest, longest) = (by_ours - tolerance, by_ours + tolerance);
        // Not younger than `low`, younger than `high`.
        let (mut low, mut high) = if longest < 1 || !self.is_younger(uid, longest)? {
            (longest.max(0), OLDEST)
        } else if shortest >= 1 && self.is_younger(uid, shortest)? {
            (0, shortest)
        } else {
            return Ok(Some(TimeDelta::zero()));
        };
        if high == OLDEST && !self.is_younger(uid, high)? {
            return Ok(None);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.is_younger(uid, middle)? { high = middle } else { low = middle }
        }
        if high == 1 {
            // Younger than any: it has just arrived, or is from the server's own future and will not get older.
            thread::sleep(A_SECOND);
            if self.is_younger(uid, high)? {
                return Ok(None);
            }
        }
        Ok(Some(at + TimeDelta::seconds(high) - ours()))
    }

    fn is_younger(&mut self, uid: u32, seconds: i64) -> Result<bool, Failure> {
        Ok(self.search(&format!("UID {uid} YOUNGER {}", seconds.clamp(1, OLDEST)))?.contains(&uid))
    }
}

/// A mail's UID and INTERNALDATE. The parser of other answers trusts servers to send dates that are there.
fn arrival(answer: &[u8]) -> Option<Arrival> {
    let text = std::str::from_utf8(answer).ok()?.to_ascii_uppercase();
    let after = |name: &str| text.split_once(name).map(|(_, rest)| rest.trim_start());
    let uid = after("UID ")?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let date = after("INTERNALDATE \"")?.split('"').next()?;
    Some((uid, DateTime::parse_from_str(date.trim(), "%e-%b-%Y %H:%M:%S %z").ok()?.to_utc()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrival_is_read_whatever_a_server_says() {
        let expected = Some((4, "2026-11-03T08:00:00Z".parse().unwrap()));
        let cases: [(&[u8], _); 7] = [
            (b"* 1 FETCH (UID 4 INTERNALDATE \"03-Nov-2026 09:00:00 +0100\")\r\n", expected),
            (b"* 1 FETCH (INTERNALDATE \" 3-Nov-2026 08:00:00 +0000\" UID 4)\r\n", expected),
            (b"* 1 fetch (internaldate \"3-nov-2026 03:00:00 -0500\" uid 4)\r\n", expected),
            (b"* 1 FETCH (UID 4 INTERNALDATE \"31-Feb-2026 08:00:00 +0000\")\r\n", None),
            (b"* 1 FETCH (UID 99999999999 INTERNALDATE \"03-Nov-2026 08:00:00 +0000\")\r\n", None),
            (b"* 1 FETCH (UID 4 INTERNALDATE NIL)\r\n", None),
            (b"\xff", None),
        ];
        for (answer, expected) in cases {
            assert_eq!(arrival(answer), expected, "{}", String::from_utf8_lossy(answer));
        }
    }
}
