//! The loop: messages in, effects out, and a picture in between.

use std::io;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use chrono::{TimeDelta, Utc};
use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::style::force_color_output;

use super::desk::{Clock, Desk};
use super::filter::Filter;
use super::kept;
use super::message::{Effect, Message, Progress};
use super::sending;
use super::state::State;
use super::terminal::{Screen, Signals, stop_until_woken};
use super::theme::Theme;
use super::update::update;
use crate::cli::commands::editor;
use crate::cli::config::send_settings;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::words;

/// How often signals, news of sending and other processes' changes are looked for.
const BEAT: Duration = Duration::from_millis(100);
/// How old the desk's time may be.
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// How often the outbox is asked whether another process changed it.
const ELSEWHERE: Duration = Duration::from_secs(1);

/// Opens the desk until the user leaves it.
///
/// # Errors
/// No terminal, an outbox or templates that cannot be read, a terminal that goes away.
pub(in crate::cli) fn run(settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
    if ui.json || !io::stdin().is_terminal() || !io::stdout().is_terminal() || is_dumb() {
        return Err(CommandError::failed("`statt review` needs a terminal that it can draw on")
            .hint("in scripts and pipes use `statt list`, `statt show ID`, `statt approve ID` and `statt send`"));
    }
    let outbox = settings.open_outbox()?;
    let path = settings.outbox_path()?.to_path_buf();
    for recovered in outbox.recovered() {
        ui.warn(&format!("mail {} was being sent when statt ended: it is {:?} now", recovered.id, recovered.as_what));
    }
    let situation = settings.situation(ui);
    let pretended = settings.pretended.then(|| settings.now.to_utc());
    #[expect(clippy::disallowed_methods, reason = "a desk that is open for hours has to know the time of each step")]
    let clock: Clock = Arc::new(move || pretended.unwrap_or_else(Utc::now));
    let drafts = outbox.list(&[])?;
    let desk = Desk::new(outbox, situation.clone(), settings.templates()?, Arc::clone(&clock))?;
    let theme = Theme { colors: ui.colors() };
    let (to, news) = channel();
    let send = move |settings: &Settings, to: Sender<Message>| match send_settings(&settings.config) {
        Ok(server) => {
            sending::start(path.clone(), server, settings.now.timezone(), Arc::clone(&clock), to);
            Vec::new()
        }
        Err(error) => vec![Message::Sending(Progress::End(error.to_string().lines().map(str::to_owned).collect()))],
    };
    force_color_output(theme.colors);
    let signals = Signals::catch().map_err(cannot)?;
    let screen = Screen::open().map_err(cannot)?;
    let size = screen.size().map_err(cannot)?;
    let state = State::new(drafts, situation, theme, size);
    let mut session = Session { state, desk, screen, signals, to, news, send: Box::new(send), settings };
    let ended = session.run();
    let Session { state, screen, signals, .. } = session;
    drop(screen);
    say_goodbye(&state, settings.outbox_path()?, ui);
    ended.map_err(cannot)?;
    if signals.came() {
        return Err(CommandError::failed("ended by a signal").hint("every change is in the outbox; nothing was lost"));
    }
    Ok(Exit::Done)
}

fn is_dumb() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[expect(clippy::needless_pass_by_value, reason = "an adapter for map_err")]
fn cannot(error: io::Error) -> CommandError {
    CommandError::failed(format!("the terminal cannot be used: {error}"))
        .hint("use `statt list`, `statt show ID`, `statt approve ID`; every change made here is in the outbox")
}

fn say_goodbye(state: &State, outbox: &Path, ui: &mut Ui) {
    match kept::save(&state.kept, outbox) {
        Ok(saved) => {
            for (id, path) in saved {
                ui.warn(&format!("your text for mail {id} could not be taken: it is in {}", path.display()));
            }
        }
        Err(error) => ui.warn(&format!("a text of yours could not be saved: {error}")),
    }
    let count = |filter: Filter| state.entries.iter().filter(|entry| filter.shows(entry)).count();
    let (approved, drafts) = (count(Filter::Approved), count(Filter::Drafts));
    if approved > 0 {
        ui.note(&format!("{} approved: `statt send` sends what is", words::count(approved, "letter")));
    }
    if drafts > 0 {
        ui.note(&format!("{} still to decide", words::count(drafts, "letter")));
    }
}

/// Starts a run of sending; what comes at once is given back.
type Send<'a> = Box<dyn Fn(&Settings, Sender<Message>) -> Vec<Message> + 'a>;

struct Session<'a> {
    state: State,
    desk: Desk,
    screen: Screen,
    signals: Signals,
    to: Sender<Message>,
    news: Receiver<Message>,
    send: Send<'a>,
    settings: &'a Settings,
}

impl Session<'_> {
    fn run(&mut self) -> io::Result<()> {
        let mut asked = Instant::now();
        let mut stale = true;
        while !self.state.closed {
            if stale {
                let size = self.screen.size()?;
                if size != self.state.size {
                    self.take(Message::Resize(size.0, size.1))?;
                }
                self.screen.draw(&self.state)?;
            }
            stale = self.wait()?;
            while let Ok(message) = self.news.try_recv() {
                self.take(message)?;
                stale = true;
            }
            if asked.elapsed() > ELSEWHERE {
                asked = Instant::now();
                if self.desk.changed_elsewhere() {
                    self.perform(Effect::Reload)?;
                    stale = true;
                }
                let now = self.desk.now();
                if now.signed_duration_since(self.state.situation.now).abs() >= MINUTE {
                    self.take(Message::Clock(now))?;
                    stale = true;
                }
            }
            if self.signals.came() {
                self.take(Message::Stop)?;
            }
        }
        Ok(())
    }

    /// Takes what was typed, as much as there is, so that a slow line does not draw what is over.
    fn wait(&mut self) -> io::Result<bool> {
        let mut any = false;
        let mut patience = BEAT;
        while !self.state.closed && event::poll(patience)? {
            any = true;
            patience = Duration::ZERO;
            match event::read()? {
                Event::Key(key) => self.take(Message::Key(key))?,
                Event::Mouse(mouse) => self.take(Message::Mouse(mouse))?,
                Event::Paste(text) => self.take(Message::Paste(text))?,
                Event::Resize(width, height) => self.take(Message::Resize(width, height))?,
                Event::FocusGained | Event::FocusLost => {}
            }
        }
        Ok(any)
    }

    fn take(&mut self, message: Message) -> io::Result<()> {
        for effect in update(&mut self.state, message) {
            self.perform(effect)?;
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect) -> io::Result<()> {
        let messages = match effect {
            Effect::Edit(id, kept) => {
                let (desk, screen) = (&mut self.desk, &mut self.screen);
                let mut lost = None;
                let messages = desk.edit(id, kept, |text| {
                    screen
                        .lend(|| editor::edit(text).map(|edited| edited.text).map_err(|error| error.to_string()))
                        .unwrap_or_else(|error| {
                            let words = error.to_string();
                            lost = Some(error);
                            Err(words)
                        })
                });
                self.signals.forgive_interrupt();
                if let Some(error) = lost {
                    return Err(error);
                }
                messages
            }
            Effect::Send => (self.send)(self.settings, self.to.clone()),
            Effect::Suspend => {
                self.screen.lend(stop_until_woken)?;
                Vec::new()
            }
            Effect::Repaint => {
                self.screen.refresh()?;
                Vec::new()
            }
            other => self.desk.run(other),
        };
        for message in messages {
            self.take(message)?;
        }
        Ok(())
    }
}
