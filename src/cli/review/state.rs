//! The whole state of the desk. It changes in `update` only, and drawing is a function of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use ratatui::layout::Rect;

use super::areas::Areas;
use super::entry::{Entry, pairs};
use super::filter::Filter;
use super::message::Undo;
use super::mode::Mode;
use super::progress::Sending;
use super::prompt::Prompt;
use super::theme::Theme;
use super::view::{page, side};
use crate::cli::fitting::columns;
use crate::cli::moments::Moments;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::situation::Situation;

/// How many steps can be undone.
const MOST_UNDO: usize = 100;

/// What the right side shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The letter to the organizer.
    #[default]
    Letter,
    /// The briefing to the colleague.
    Briefing,
    /// The invite, and the reasons for the reply.
    Invite,
    /// My week, with the meeting and what is proposed in place of it.
    Week,
}

impl Tab {
    /// What stands on it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "Letter",
            Self::Briefing => "Briefing",
            Self::Invite => "Invite",
            Self::Week => "Week",
        }
    }
}

/// A word at the foot of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The word.
    pub text: String,
    /// Something could not be done.
    pub is_bad: bool,
}

/// The state of the desk.
#[derive(Debug, Clone)]
pub struct State {
    /// My calendar, hours and the moment at which the desk was opened.
    pub situation: Situation,
    /// Colours or none.
    pub theme: Theme,
    /// The terminal's size.
    pub size: (u16, u16),
    /// Everything in the outbox.
    pub entries: Vec<Entry>,
    /// The entries shown, by their place.
    pub shown: Vec<usize>,
    /// Which of the shown ones is selected.
    pub selected: usize,
    /// How many of the shown ones are above the list's upper edge.
    pub top: usize,
    /// What the right side shows.
    pub tab: Tab,
    /// Lines of it that are above its upper edge.
    pub scroll: usize,
    /// Lines of what stands beside it that are above the upper edge.
    pub side_scroll: usize,
    /// Weeks from the meeting's to the one shown.
    pub week_offset: i64,
    /// Which mails are shown.
    pub filter: Filter,
    /// Only those that match this.
    pub search: String,
    /// What the keys do.
    pub mode: Mode,
    /// A word at the foot.
    pub notice: Option<Notice>,
    /// What can be undone, the latest last.
    pub undo: Vec<Undo>,
    /// Texts from the editor that could not be taken.
    pub kept: HashMap<DraftId, String>,
    /// What was typed into prompts that were left.
    pub unfinished: HashMap<(DraftId, String), String>,
    /// The prompt whose effect is under way.
    pub submitted: Option<Prompt>,
    /// A run of sending.
    pub sending: Option<Sending>,
    /// The desk is to be closed.
    pub quitting: bool,
    /// And nothing is waited for.
    pub closed: bool,
}

impl State {
    /// A desk with these mails on it.
    #[must_use]
    pub fn new(drafts: Vec<Draft>, situation: Situation, theme: Theme, size: (u16, u16)) -> Self {
        let mut state = Self {
            situation,
            theme,
            size,
            entries: Vec::new(),
            shown: Vec::new(),
            selected: 0,
            top: 0,
            tab: Tab::Letter,
            scroll: 0,
            side_scroll: 0,
            week_offset: 0,
            filter: Filter::Open,
            search: String::new(),
            mode: Mode::Browse,
            notice: None,
            undo: Vec::new(),
            kept: HashMap::new(),
            unfinished: HashMap::new(),
            submitted: None,
            sending: None,
            quitting: false,
            closed: false,
        };
        state.load(drafts);
        let undecided = state.shown.iter().position(|at| Filter::Drafts.shows(&state.entries[*at]));
        state.select(undecided.unwrap_or_default());
        state.keep_in_view();
        state
    }

    /// Puts other mails on the desk; the same one stays selected where it is still there.
    pub fn load(&mut self, drafts: Vec<Draft>) {
        let selected = self.selected_id();
        self.entries = pairs(drafts, self.situation.now);
        self.show_anew(selected);
    }

    /// Takes note of what a mail is now.
    pub fn put(&mut self, reply: Draft, briefing: Option<Draft>) {
        let entry = Entry::new(reply, briefing, self.situation.now);
        match self.entries.iter_mut().find(|other| other.id() == entry.id()) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
    }

    /// Tells moments as they are seen from now.
    #[must_use]
    pub fn moments(&self) -> Moments {
        Moments::named(self.situation.now)
    }

    /// Takes note of the time; at midnight every day gets another name.
    pub fn look_at_clock(&mut self, now: DateTime<Utc>) {
        let now = now.with_timezone(&self.situation.me.zone);
        let is_another_day = now.date_naive() != self.situation.now.date_naive();
        self.situation.now = now;
        if is_another_day {
            let entries = std::mem::take(&mut self.entries);
            self.entries = entries.into_iter().map(|entry| Entry::new(entry.reply, entry.briefing, now)).collect();
        }
    }

    /// The entry that is selected.
    #[must_use]
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(*self.shown.get(self.selected)?)
    }

    /// Its number.
    #[must_use]
    pub fn selected_id(&self) -> Option<DraftId> {
        self.entry().map(Entry::id)
    }

    /// The entry of this number.
    #[must_use]
    pub fn entry_of(&self, id: DraftId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.mails().any(|mail| mail.id == id))
    }

    /// The mail that the right side shows: the letter, or on its tab the briefing.
    #[must_use]
    pub fn mail(&self) -> Option<&Draft> {
        let entry = self.entry()?;
        Some(match (self.tab, &entry.briefing) {
            (Tab::Briefing, Some(briefing)) => briefing,
            _ => &entry.reply,
        })
    }

    /// The tabs that the selected entry has.
    #[must_use]
    pub fn tabs(&self) -> Vec<Tab> {
        let briefing = self.entry().is_some_and(|entry| entry.briefing.is_some());
        [Tab::Letter, Tab::Briefing, Tab::Invite, Tab::Week]
            .into_iter()
            .filter(|tab| *tab != Tab::Briefing || briefing)
            .collect()
    }

    /// Chooses again what is shown, by filter and search; `wanted` is selected where it is shown.
    pub fn show_anew(&mut self, wanted: Option<DraftId>) {
        let before = self.selected_id();
        self.shown = (0..self.entries.len())
            .filter(|at| {
                let entry = &self.entries[*at];
                self.filter.shows(entry) && (self.search.is_empty() || entry.matches(&self.search))
            })
            .collect();
        let place = wanted.and_then(|id| self.shown.iter().position(|at| self.entries[*at].id() == id));
        self.selected = place.unwrap_or(self.selected).min(self.shown.len().saturating_sub(1));
        if self.selected_id() != before {
            self.look_at_start();
        }
        self.keep_tab();
    }

    /// Selects the entry at a place among the shown ones.
    pub fn select(&mut self, place: usize) {
        let place = place.min(self.shown.len().saturating_sub(1));
        if place != self.selected {
            self.selected = place;
            self.look_at_start();
            self.keep_tab();
        }
    }

    fn look_at_start(&mut self) {
        self.scroll = 0;
        self.side_scroll = 0;
        self.week_offset = 0;
    }

    fn keep_tab(&mut self) {
        if !self.tabs().contains(&self.tab) {
            self.tab = Tab::Letter;
        }
    }

    /// Shows a tab from its start.
    pub fn open(&mut self, tab: Tab) {
        self.tab = tab;
        self.look_at_start();
    }

    /// Where everything is on the screen.
    #[must_use]
    pub fn areas(&self) -> Areas {
        Areas::of(Rect::new(0, 0, self.size.0, self.size.1), self.tab)
    }

    /// Lines of the page that are seen at once.
    #[must_use]
    pub fn page_height(&self) -> usize {
        usize::from(self.areas().page.height)
    }

    /// Moves the page by so many lines, as far as there are any.
    pub fn scroll_by(&mut self, lines: isize) {
        let last = page(self, self.areas().page.width).len().saturating_sub(self.page_height());
        self.scroll = self.scroll.saturating_add_signed(lines).min(last);
    }

    /// Moves what stands beside the page.
    pub fn scroll_side_by(&mut self, lines: isize) {
        let area = self.areas().side;
        let last = side(self, area.width).len().saturating_sub(usize::from(area.height));
        self.side_scroll = self.side_scroll.saturating_add_signed(lines).min(last);
    }

    /// Shows another week, so many from the one that is shown.
    pub fn show_week(&mut self, by: i64) {
        self.week_offset = (self.week_offset + by).clamp(-52, 52);
    }

    /// Where on the page a mark stands, the one after so many of the same: its line and its first column.
    #[must_use]
    pub fn place_of(&self, mark: &str, before: usize) -> Option<(usize, usize)> {
        let lines = page(self, self.areas().page.width);
        let start: String = mark.chars().take_while(|c| *c != ' ').collect();
        let places: Vec<(usize, usize)> = lines
            .iter()
            .map(ToString::to_string)
            .enumerate()
            .flat_map(|(line, text)| {
                let places: Vec<_> = text.match_indices(&start).map(|(at, _)| (line, columns(&text[..at]))).collect();
                places
            })
            .collect();
        places.get(before).or(places.first()).copied()
    }

    /// Moves the page so that a mark is seen, the one after so many of the same.
    pub fn scroll_to(&mut self, mark: &str, before: usize) {
        if let Some((line, _)) = self.place_of(mark, before) {
            // What asks for something covers the lower lines.
            let height = self.page_height().saturating_sub(6).max(1);
            if !(self.scroll..self.scroll + height).contains(&line) {
                self.scroll = line.saturating_sub(height / 2);
            }
        }
    }

    /// Moves the list so that the selected line is seen.
    pub fn keep_in_view(&mut self) {
        let height = usize::from(self.areas().list.height).max(1);
        let lowest = (self.selected + 1).saturating_sub(height);
        let highest = self.selected.min(self.shown.len().saturating_sub(height));
        self.top = self.top.max(lowest).min(highest.max(lowest));
    }

    /// Remembers how something is undone.
    pub fn remember(&mut self, undo: Undo) {
        self.undo.push(undo);
        if self.undo.len() > MOST_UNDO {
            self.undo.remove(0);
        }
    }

    /// Says something at the foot.
    pub fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_bad: false });
    }

    /// Says at the foot what could not be done.
    pub fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), is_bad: true });
    }
}
