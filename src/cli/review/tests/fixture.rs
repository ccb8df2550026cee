//! A desk over the examples, without a terminal.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::letters::templates;
use crate::adapters::inbox;
use crate::adapters::outbox::{Incoming, Outbox};
use crate::assistant::approving::steps;
use crate::assistant::drafting::{Drafting, Ledger};
use crate::assistant::reading::Reader;
use crate::assistant::weighing::weigh;
use crate::cli::args::Global;
use crate::cli::fitting::columns;
use crate::cli::review::{Desk, Effect, Message, State, Theme, draw, update};
use crate::cli::settings::Settings;
use crate::cli::ui::{ColorChoice, Ui};
use crate::domain::draft::{Draft, NewDraft};
use crate::domain::refusal::Leniency;
use crate::domain::situation::Situation;

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn situation() -> Situation {
    let global = Global {
        config: Some(examples().join("config.toml")),
        outbox: Some(":memory:".into()),
        templates: None,
        now: None,
        json: false,
        quiet: true,
        verbose: false,
        color: ColorChoice::Never,
    };
    let settings = Settings::resolve(&global).unwrap();
    let mut ui = Ui::new(false, true, ColorChoice::Never);
    settings.situation(&mut ui)
}

/// Jana's situation, and the mails that the examples make: read and weighed once for all tests.
fn world() -> &'static (Situation, Vec<Vec<NewDraft>>) {
    static WORLD: OnceLock<(Situation, Vec<Vec<NewDraft>>)> = OnceLock::new();
    WORLD.get_or_init(|| {
        let situation = situation();
        let drafts = drafted(&situation).list(&[]).unwrap();
        let steps = steps(drafts).into_iter().map(|step| step.into_iter().map(as_new).collect()).collect();
        (situation, steps)
    })
}

/// The examples, drafted into an outbox in memory.
fn drafted(situation: &Situation) -> Outbox {
    let mut outbox = Outbox::open(Path::new(":memory:")).unwrap();
    let mut ledger = Ledger::default();
    let mut mails = Vec::new();
    let reader = Reader { now: situation.now, all: false };
    reader.read_all(inbox::open(&examples().join("inbox")).unwrap(), |mail| {
        if let Ok(Some(mail)) = mail {
            mails.push(mail);
        }
    });
    let drafting = Drafting { situation, templates: &templates(), kind: None, rehearsal: false, is_unlimited: false };
    for mail in weigh(mails, situation, &ledger.memory, Leniency::default()) {
        drafting.take(mail, &mut outbox, &mut ledger).unwrap();
    }
    outbox
}

fn as_new(draft: Draft) -> NewDraft {
    NewDraft {
        role: draft.role,
        meeting: draft.meeting,
        version: draft.version,
        case: draft.case,
        reply: draft.reply,
        letter: draft.letter,
        calendar: draft.calendar,
    }
}

/// An outbox of its own with the same mails.
fn outbox(steps: &[Vec<NewDraft>], now: DateTime<Utc>) -> Outbox {
    let mut outbox = Outbox::open(Path::new(":memory:")).unwrap();
    for step in steps {
        let (first, message) = (&step[0], step[0].case.message.message_id.as_deref().unwrap());
        let incoming = Incoming { message, meeting: &first.meeting, version: first.version };
        outbox.add(incoming, step, now).unwrap();
    }
    outbox
}

/// A desk and what lies on it.
pub struct Bench {
    pub state: State,
    pub desk: Desk,
    /// What an effect would have started outside of the outbox.
    pub outside: Vec<Effect>,
}

impl Bench {
    /// The examples on a desk of this size.
    pub fn new(width: u16, height: u16) -> Self {
        let (situation, steps) = world();
        let now = situation.now.with_timezone(&Utc);
        let outbox = outbox(steps, now);
        let drafts = outbox.list(&[]).unwrap();
        let desk = Desk::new(outbox, situation.clone(), templates(), Arc::new(move || now)).unwrap();
        let state = State::new(drafts, situation.clone(), Theme { colors: false }, (width, height));
        Self { state, desk, outside: Vec::new() }
    }

    /// Takes a message, and does what it wants done.
    pub fn take(&mut self, message: Message) {
        for effect in update(&mut self.state, message) {
            if matches!(effect, Effect::Edit(..) | Effect::Send | Effect::Suspend) {
                self.outside.push(effect.clone());
            }
            for answer in self.desk.run(effect) {
                self.take(answer);
            }
        }
    }

    /// Presses keys: characters, and names in angle brackets such as `<Enter>`.
    pub fn press(&mut self, keys: &str) {
        for key in keys_of(keys) {
            self.take(Message::Key(key));
        }
    }

    /// Clicks on a text that is seen.
    pub fn click(&mut self, text: &str) {
        let (column, row) = self.place_of(text);
        self.click_at(column, row);
    }

    /// Clicks somewhere.
    pub fn click_at(&mut self, column: u16, row: u16) {
        self.mouse(MouseEventKind::Down(MouseButton::Left), column, row);
    }

    /// Turns the wheel over a text that is seen.
    pub fn wheel(&mut self, text: &str, kind: MouseEventKind) {
        let (column, row) = self.place_of(text);
        self.mouse(kind, column, row);
    }

    fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) {
        self.take(Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    /// Where the last of a text on the screen begins: what lies over the desk is drawn last.
    fn place_of(&self, text: &str) -> (u16, u16) {
        let picture = self.picture();
        let places = picture.lines().enumerate().filter_map(|(row, line)| Some((row, line, line.find(text)?)));
        let (row, line, at) = places.last().unwrap_or_else(|| panic!("{text} is not seen:\n{picture}"));
        (u16::try_from(columns(&line[..at])).unwrap(), u16::try_from(row).unwrap())
    }

    /// Selects the mail of this number.
    pub fn select(&mut self, id: i64) {
        let place = self.state.shown.iter().position(|at| self.state.entries[*at].id() == id).unwrap();
        self.state.select(place);
    }

    /// A mail, as the outbox has it.
    pub fn mail(&self, id: i64) -> Draft {
        self.desk.outbox.get(id).unwrap()
    }

    /// What is seen.
    pub fn picture(&self) -> String {
        let (width, height) = self.state.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(frame, &self.state)).unwrap();
        let picture = terminal.backend().to_string();
        // TestBackend puts each line in quotes.
        picture.lines().map(|line| line.trim_matches('"').trim_end()).collect::<Vec<_>>().join("\n")
    }

    /// The word at the foot.
    pub fn notice(&self) -> &str {
        self.state.notice.as_ref().map_or("", |notice| notice.text.as_str())
    }
}

/// Keys as they are written in tests.
pub fn keys_of(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        let (event, after) = match named {
            Some((name, after)) => (KeyEvent::from(named_key(name)), after),
            None => (KeyEvent::from(KeyCode::Char(c)), &rest[c.len_utf8()..]),
        };
        events.push(if named.is_some_and(|(name, _)| name == "Ctrl-C") {
            KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL)
        } else {
            event
        });
        rest = after;
    }
    events
}

fn named_key(name: &str) -> KeyCode {
    match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Backspace" => KeyCode::Backspace,
        "PgDn" => KeyCode::PageDown,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "Ctrl-C" => KeyCode::Char('c'),
        other => panic!("no key {other}"),
    }
}
