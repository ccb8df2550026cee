//! Where everything is on the screen: drawing and the mouse ask the same function.

use ratatui::layout::{Constraint, Layout, Rect};

use super::state::Tab;

/// From this width on the invite stands beside the letter.
const WIDE: u16 = 150;
/// From this height on the week stands beneath the invite.
const TALL: u16 = 44;
/// The week takes the whole width of a terminal that is narrower than this.
const ROOMY: u16 = 110;

/// The parts of the screen; what has no room has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The top line.
    pub head: Rect,
    /// The mails.
    pub list: Rect,
    /// The tabs' names.
    pub tabs: Rect,
    /// What the tab shows.
    pub page: Rect,
    /// The invite beside it.
    pub side: Rect,
    /// The week beneath that.
    pub side_week: Rect,
    /// The bottom line.
    pub foot: Rect,
}

impl Areas {
    /// The parts of a screen of this size.
    #[must_use]
    pub fn of(screen: Rect, tab: Tab) -> Self {
        let [head, body, foot] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0), Constraint::Length(1)]).areas(screen);
        let list_width = match screen.width {
            0..50 => screen.width * 2 / 5,
            50..ROOMY => (screen.width * 2 / 5).clamp(20, 36),
            ROOMY..WIDE => 48,
            WIDE.. => screen.width * 3 / 10,
        };
        let list_width = if tab == Tab::Week && screen.width < ROOMY { 0 } else { list_width };
        let [list, rest] = Layout::horizontal([Constraint::Length(list_width), Constraint::Min(0)]).areas(body);
        let side_width = if screen.width >= WIDE { rest.width * 9 / 20 } else { 0 };
        let [middle, right] = Layout::horizontal([Constraint::Min(0), Constraint::Length(side_width)]).areas(rest);
        let [tabs, page] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(middle);
        let week_height = if screen.height >= TALL && tab != Tab::Week { right.height / 2 } else { 0 };
        let [side, side_week] = Layout::vertical([Constraint::Min(0), Constraint::Length(week_height)]).areas(right);
        Self { head, list, tabs, page: inset(page), side: inset(side), side_week: inset(side_week), foot }
    }
}

/// A column free at the left, for the line that parts areas, and one for the eye.
fn inset(area: Rect) -> Rect {
    let free = area.width.min(2);
    Rect { x: area.x + free, width: area.width - free, ..area }
}
