//! Not more than so many mails a minute.

use std::time::{Duration, Instant};

/// Spreads mails evenly.
pub(super) struct Pace {
    gap: Duration,
    next: Option<Instant>,
}

impl Pace {
    /// So many a minute; as fast as possible where nothing is said.
    pub fn new(rate: Option<u32>) -> Self {
        let gap = rate.map_or(Duration::ZERO, |rate| Duration::from_secs(60) / rate.max(1));
        Self { gap, next: None }
    }

    /// Whether mails have to wait for each other at all.
    pub fn is_free(&self) -> bool {
        self.gap.is_zero()
    }

    /// Waits until the next mail may go.
    pub fn wait(&mut self) {
        if self.is_free() {
            return;
        }
        if let Some(next) = self.next {
            std::thread::sleep(next.saturating_duration_since(Instant::now()));
        }
        self.next = Some(Instant::now() + self.gap);
    }
}
