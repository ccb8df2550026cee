//! The wish to stop, as the system tells it (SIGTERM, SIGINT).

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

/// Whether somebody wants the program to stop.
#[derive(Debug, Clone, Default)]
pub struct StopWish(Arc<AtomicBool>);

impl StopWish {
    /// Listens from now on. The first signal is a wish, the second ends the program at once.
    ///
    /// # Errors
    /// What the system says.
    pub fn listen() -> io::Result<Self> {
        let wish = Self::default();
        for signal in [SIGTERM, SIGINT] {
            flag::register_conditional_shutdown(signal, 1, Arc::clone(&wish.0))?;
            flag::register(signal, Arc::clone(&wish.0))?;
        }
        Ok(wish)
    }

    /// Ends the program when the wish is there and so much time has passed: whoever waits for a server may not notice it.
    /// What was being done is left as if the power had failed.
    pub fn insist(&self, patience: Duration) {
        let wish = self.clone();
        thread::spawn(move || {
            while !wish.is_there() {
                thread::sleep(Duration::from_millis(200));
            }
            thread::sleep(patience);
            std::process::exit(0);
        });
    }

    /// Whether there is one.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Wishes it, as a signal would.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
