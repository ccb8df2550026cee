//! The mouse: a click selects what is under it, the wheel moves it.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::message::Effect;
use super::mode::Mode;
use super::state::State;
use super::view::tab_at;

/// Lines that one notch of the wheel moves.
const NOTCH: isize = 3;

/// Does what the mouse says.
pub(super) fn event(state: &mut State, event: MouseEvent) -> Vec<Effect> {
    let at = Position::new(event.column, event.row);
    let by = match event.kind {
        MouseEventKind::ScrollDown => 1,
        MouseEventKind::ScrollUp => -1,
        MouseEventKind::Down(MouseButton::Left) => {
            click(state, at);
            return Vec::new();
        }
        _ => return Vec::new(),
    };
    match &mut state.mode {
        Mode::Browse => {
            if state.areas().list.contains(at) {
                state.select(state.selected.saturating_add_signed(by));
            } else {
                state.scroll_by(by * NOTCH);
            }
        }
        Mode::Help(line) => *line = line.saturating_add_signed(by),
        Mode::Times(times) => times.step(by),
        _ => {}
    }
    Vec::new()
}

fn click(state: &mut State, at: Position) {
    if state.mode != Mode::Browse {
        return;
    }
    let areas = state.areas();
    if areas.list.contains(at) {
        let place = state.top + usize::from(at.y - areas.list.y);
        if place < state.shown.len() {
            state.select(place);
        }
    } else if areas.tabs.contains(at)
        && let Some(tab) = tab_at(state, at.x)
    {
        state.open(tab);
    }
}
