//! The terminal, taken and given back: also after a panic, a signal and an error.

use std::io::{self, Stdout, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::crossterm::{cursor, execute};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

use super::state::State;
use super::view;
use crate::cli::error::Exit;

/// How long the desk has to end after a signal.
const PATIENCE: Duration = Duration::from_secs(1);

/// The desk has the terminal.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// A terminal that the desk has to itself, until it is dropped.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Stdout>>,
}

impl Screen {
    /// Takes the terminal.
    pub fn open() -> io::Result<Self> {
        let owner = thread::current().id();
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // A thread that sends may be lost without the desk: its words would only spoil the screen.
            if thread::current().id() == owner || !TAKEN.load(Ordering::SeqCst) {
                give_back();
                before(info);
            }
        }));
        take()?;
        let terminal = Terminal::new(CrosstermBackend::new(stdout())).inspect_err(|_| give_back())?;
        Ok(Self { terminal })
    }

    /// Draws the desk.
    pub fn draw(&mut self, state: &State) -> io::Result<()> {
        self.terminal.draw(|frame| view::draw(frame, state)).map(|_| ())
    }

    /// Its size.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.terminal.size()?;
        Ok((size.width, size.height))
    }

    /// Draws everything anew, whatever is there.
    pub fn refresh(&mut self) -> io::Result<()> {
        self.terminal.clear()
    }

    /// Leaves the terminal to something else for a while.
    pub fn lend<T>(&mut self, to: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = to();
        take()?;
        self.terminal.clear()?;
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
        if !thread::panicking() {
            drop(panic::take_hook());
        }
    }
}

fn take() -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    let taken = enable_raw_mode().and_then(|()| {
        execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, EnableBracketedPaste, cursor::Hide)
    });
    taken.inspect_err(|_| give_back())
}

/// Puts everything back; whatever fails, the rest is still tried.
fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), DisableBracketedPaste, DisableMouseCapture);
        let _ = execute!(stdout(), LeaveAlternateScreen, cursor::Show);
        let _ = disable_raw_mode();
    }
}

/// Signals that end the desk.
pub(super) struct Signals {
    ended: Arc<AtomicBool>,
    interrupted: Arc<AtomicBool>,
}

impl Signals {
    /// Catches them from now on.
    pub fn catch() -> io::Result<Self> {
        let signals = Self { ended: Arc::default(), interrupted: Arc::default() };
        for signal in [SIGTERM, SIGHUP] {
            signal_hook::flag::register(signal, Arc::clone(&signals.ended))?;
        }
        signal_hook::flag::register(SIGINT, Arc::clone(&signals.interrupted))?;
        let ended = Arc::clone(&signals.ended);
        thread::spawn(move || end_at_last(&ended));
        Ok(signals)
    }

    /// Whether one came.
    pub fn came(&self) -> bool {
        self.ended.load(Ordering::SeqCst) || self.interrupted.load(Ordering::SeqCst)
    }

    /// An interrupt that was meant for the editor.
    pub fn forgive_interrupt(&self) {
        self.interrupted.store(false, Ordering::SeqCst);
    }
}

/// Ends the process where the desk does not: crossterm reads on for ever from a terminal that is gone. While an editor has
/// the terminal, what is written there is waited for.
fn end_at_last(ended: &AtomicBool) {
    loop {
        thread::sleep(PATIENCE);
        if ended.load(Ordering::SeqCst) {
            thread::sleep(PATIENCE);
            if TAKEN.load(Ordering::SeqCst) {
                give_back();
                std::process::exit(i32::from(Exit::Failed as u8));
            }
        }
    }
}

/// Stops the process until the shell wakes it.
pub(super) fn stop_until_woken() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run by `.ci/review-check` on a real terminal, whose screen is looked at afterwards.
    #[test]
    #[ignore = "takes the terminal"]
    fn a_panic_gives_the_terminal_back() {
        let mut screen = Screen::open().unwrap();
        screen.refresh().unwrap();
        panic!("a panic in the desk");
    }
}
