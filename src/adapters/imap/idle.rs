//! Waiting for news (IDLE, RFC 2177); servers without it are asked now and then.

use std::time::{Duration, Instant, SystemTime};

use super::failure::Failure;
use super::session::{SMALL, Session};

/// How often it is looked whether the waiting should end.
const SLICE: Duration = Duration::from_millis(250);
/// A clock that jumps this far ahead means that the machine slept; the connection may be dead.
const SLEPT: Duration = Duration::from_secs(20);
/// How often a server without IDLE is asked.
const POLL: Duration = Duration::from_secs(30);

/// Why the waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// Something came.
    News,
    /// The patience is over, and the server is still there.
    Quiet,
    /// It was asked to stop.
    Stopped,
}

impl Session {
    /// Waits until something comes into the open folder, at most as long as the patience.
    ///
    /// # Errors
    /// [`Failure`] where the connection is gone.
    pub fn wait_for_news(&mut self, patience: Duration, is_stopped: &dyn Fn() -> bool) -> Result<Woken, Failure> {
        if self.can_idle() { self.idle(patience, is_stopped) } else { self.poll(patience.min(POLL), is_stopped) }
    }

    fn idle(&mut self, patience: Duration, is_stopped: &dyn Fn() -> bool) -> Result<Woken, Failure> {
        let tag = self.begin("IDLE", b"IDLE")?;
        if let Some(refused) = self.invited("IDLE", &tag)? {
            return Err(refused.ok("IDLE").err().unwrap_or(Failure::Garbage { step: "IDLE", what: "it ends at once" }));
        }
        let end = Instant::now() + patience;
        let mut watch = Watch::new();
        let mut woken = Woken::Quiet;
        while Instant::now() < end && !watch.has_slept() {
            if is_stopped() {
                woken = Woken::Stopped;
                break;
            }
            if !self.wire.wait("IDLE", SLICE)? {
                continue;
            }
            let answer = self.wire.answer("IDLE", SMALL)?;
            if is_arrival(&answer) {
                woken = Woken::News;
                break;
            }
            if answer.to_ascii_uppercase().starts_with(b"* BYE") {
                return Err(Failure::Closed { step: "IDLE", reason: "the server said goodbye".to_owned() });
            }
        }
        self.wire.send("IDLE", b"DONE\r\n")?;
        let mut is_news = false;
        self.finish("IDLE", &tag, SMALL, &mut |answer| is_news |= is_arrival(answer))?.ok("IDLE")?;
        Ok(if is_news && woken == Woken::Quiet { Woken::News } else { woken })
    }

    fn poll(&mut self, patience: Duration, is_stopped: &dyn Fn() -> bool) -> Result<Woken, Failure> {
        let end = Instant::now() + patience;
        let mut watch = Watch::new();
        while Instant::now() < end && !watch.has_slept() {
            if is_stopped() {
                return Ok(Woken::Stopped);
            }
            std::thread::sleep(SLICE);
        }
        let mut is_news = false;
        self.command("NOOP", "NOOP", SMALL, &mut |answer| is_news |= is_arrival(answer))?.ok("NOOP")?;
        Ok(if is_news { Woken::News } else { Woken::Quiet })
    }
}

fn is_arrival(answer: &[u8]) -> bool {
    answer.to_ascii_uppercase().trim_ascii_end().ends_with(b" EXISTS")
}

/// Notices that the machine slept: its clock went on, the clock that only counts waking time did not.
struct Watch {
    clock: SystemTime,
    waking: Instant,
}

impl Watch {
    fn new() -> Self {
        Self { clock: now(), waking: Instant::now() }
    }

    fn has_slept(&mut self) -> bool {
        let by_clock = now().duration_since(self.clock).unwrap_or_default();
        by_clock > self.waking.elapsed() + SLEPT
    }
}

fn now() -> SystemTime {
    SystemTime::now()
}
