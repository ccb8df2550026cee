//! The mouse: a click does what stands under it, the wheel moves it; a click beside a sheet is Esc.

use ratatui::crossterm::event::{KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::browse;
use super::dialog;
use super::keys::Action;
use super::message::Effect;
use super::mode::Mode;
use super::prompt::{Prompt, Question};
use super::state::{State, Tab};
use super::update::ask_for_gap;
use super::view::{self, Target};

/// Lines that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Does what the mouse says.
pub(super) fn event(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => return click(state, at),
        MouseEventKind::ScrollDown => wheel(state, at, 1),
        MouseEventKind::ScrollUp => wheel(state, at, -1),
        _ => {}
    }
    Vec::new()
}

fn wheel(state: &mut State, at: Position, by: isize) {
    let Some(sheet) = view::sheet(state) else {
        if state.areas().list.contains(at) {
            state.select(state.selected.saturating_add_signed(by));
        } else {
            scroll(state, at, by);
        }
        return;
    };
    let last = view::last_line_of_help(state);
    match &mut state.mode {
        Mode::Help(line) => *line = line.saturating_add_signed(by).min(last),
        Mode::Times(times) if sheet.area().contains(at) => times.step(by),
        Mode::Menu(menu) if sheet.area().contains(at) => menu.step(by),
        // Whoever fills a gap may want to read the letter first.
        Mode::Prompt(_) if !sheet.area().contains(at) => scroll(state, at, by),
        _ => {}
    }
}

/// Moves the page, what stands beside it, or the week.
fn scroll(state: &mut State, at: Position, by: isize) {
    let areas = state.areas();
    if areas.side_week.contains(at) || (state.tab == Tab::Week && areas.page.contains(at)) {
        state.show_week(i64::try_from(by).unwrap_or_default());
    } else if areas.side.contains(at) {
        state.scroll_side_by(by * NOTCH);
    } else if areas.page.contains(at) {
        state.scroll_by(by * NOTCH);
    }
}

fn click(state: &mut State, at: Position) -> Vec<Effect> {
    let Some(sheet) = view::sheet(state) else { return click_on_desk(state, at) };
    match sheet.target_at(at) {
        Some(Target::Key(key)) => dialog::key(state, KeyEvent::from(key)),
        Some(Target::Item(place)) => dialog::take(state, place),
        Some(Target::Text(skipped)) => {
            let first = sheet.first_column(at);
            dialog::point(state, skipped, usize::from(at.x.saturating_sub(first)));
            Vec::new()
        }
        None if sheet.area().contains(at) => Vec::new(),
        None => click_beside(state, at),
    }
}

fn click_beside(state: &mut State, at: Position) -> Vec<Effect> {
    // What was found is there to be clicked on.
    let is_search = matches!(&state.mode, Mode::Prompt(Prompt { question: Question::Search(_), .. }));
    if is_search && state.areas().list.contains(at) {
        let mut effects = dialog::key(state, KeyEvent::from(KeyCode::Enter));
        effects.extend(click_on_desk(state, at));
        return effects;
    }
    dialog::key(state, KeyEvent::from(KeyCode::Esc))
}

fn click_on_desk(state: &mut State, at: Position) -> Vec<Effect> {
    let areas = state.areas();
    if areas.list.contains(at) {
        let place = state.top + usize::from(at.y - areas.list.y);
        if place < state.shown.len() {
            state.notice = None;
            state.select(place);
        }
    } else if areas.tabs.contains(at) {
        if let Some(tab) = view::tab_at(state, at.x) {
            state.open(tab);
        }
    } else if areas.head.contains(at) {
        if let Some(action) = view::choice_at(state, at.x) {
            return browse::act(state, &action);
        }
    } else if areas.foot.contains(at) {
        if state.notice.take().is_none()
            && let Some(key) = view::key_at(state, at.x)
        {
            return browse::key(state, KeyEvent::from(key));
        }
    } else if areas.page.contains(at)
        && let Some(place) = view::gap_at(state, at)
    {
        return open_gap(state, place);
    }
    Vec::new()
}

fn open_gap(state: &mut State, place: usize) -> Vec<Effect> {
    // The same questions are asked first as for the key.
    let effects = browse::act(state, &Action::Gaps);
    if matches!(state.mode, Mode::Prompt(_)) {
        ask_for_gap(state, place);
    }
    effects
}
