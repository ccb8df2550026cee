//! A sheet over the desk: its border, its lines, and what a click on each of them does. Drawing and the mouse ask the same
//! one.

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::cli::fitting::{columns, fitted};

/// What a click does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The same as this key.
    Key(KeyCode),
    /// Takes this item of what can be chosen.
    Item(usize),
    /// Puts the cursor there; so many characters of the line are left of what is seen.
    Text(usize),
}

/// A sheet with a border.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    area: Rect,
    title: String,
    lines: Vec<(u16, Line<'static>)>,
    targets: Vec<(Rect, Target)>,
    /// Where the cursor is while something is typed.
    pub cursor: Option<Position>,
}

impl Sheet {
    /// One in the middle of the screen, as large as what is to stand on it.
    #[must_use]
    pub fn in_the_middle(screen: Rect, title: &str, width: usize, height: usize) -> Self {
        let width = u16::try_from(width + 4).unwrap_or(u16::MAX).min(screen.width);
        let height = u16::try_from(height + 2).unwrap_or(u16::MAX).min(screen.height);
        let (x, y) = ((screen.width - width) / 2, (screen.height - height) / 2);
        Self::new(Rect { x, y, width, height }, title)
    }

    /// One at the foot of the screen.
    #[must_use]
    pub fn at_the_foot(screen: Rect, title: &str, width: u16, height: usize) -> Self {
        let height = u16::try_from(height + 2).unwrap_or(u16::MAX).min(screen.height);
        Self::new(Rect { x: 0, y: screen.height - height, width: width.min(screen.width), height }, title)
    }

    fn new(area: Rect, title: &str) -> Self {
        let title = format!(" {} ", fitted(title, usize::from(area.width).saturating_sub(6)));
        Self { area, title, lines: Vec::new(), targets: Vec::new(), cursor: None }
    }

    /// The whole of it.
    #[must_use]
    pub fn area(&self) -> Rect {
        self.area
    }

    /// What is inside of the border.
    #[must_use]
    pub fn inside(&self) -> Rect {
        let Rect { x, y, width, height } = self.area;
        let (left, top) = (width.min(2), height.min(1));
        Rect { x: x + left, y: y + top, width: width.saturating_sub(4), height: height.saturating_sub(2) }
    }

    /// Columns that a line has.
    #[must_use]
    pub fn width(&self) -> usize {
        usize::from(self.inside().width)
    }

    /// Lines that there are.
    #[must_use]
    pub fn height(&self) -> usize {
        usize::from(self.inside().height)
    }

    /// Puts a line; what is beneath the last one is not seen.
    pub fn put(&mut self, row: usize, line: impl Into<Line<'static>>) {
        if row < self.height() {
            self.lines.push((u16::try_from(row).unwrap_or(u16::MAX), line.into()));
        }
    }

    /// Puts text of a style, cut to the width.
    pub fn write(&mut self, row: usize, text: &str, style: Style) {
        let text = fitted(text, self.width());
        self.put(row, Line::styled(text, style));
    }

    /// What a click on a line does.
    pub fn on_click(&mut self, row: usize, target: Target) {
        self.on_click_from(row, 0, target);
    }

    /// What a click on a line does, from a column on.
    pub fn on_click_from(&mut self, row: usize, column: u16, target: Target) {
        let inside = self.inside();
        if row < self.height() && column < inside.width {
            let y = inside.y + u16::try_from(row).unwrap_or(u16::MAX);
            self.targets.push((Rect::new(inside.x + column, y, inside.width - column, 1), target));
        }
    }

    /// Says on the last line which keys there are; each can be clicked.
    pub fn keys(&mut self, keys: &[(&str, KeyCode)], style: Style) {
        let Some(row) = self.height().checked_sub(1) else { return };
        let mut spans = Vec::new();
        let mut column = 0;
        for (place, (name, key)) in keys.iter().enumerate() {
            let between = if place > 0 { " · " } else { "" };
            let start = column + columns(between);
            let name = fitted(name, self.width().saturating_sub(start));
            if name.is_empty() {
                break;
            }
            column = start + columns(&name);
            spans.push(Span::styled(format!("{between}{name}"), style));
            // Whatever comes further right has a target of its own.
            self.on_click_from(row, u16::try_from(start).unwrap_or(u16::MAX), Target::Key(*key));
        }
        self.put(row, Line::from(spans));
    }

    /// What a click there does.
    #[must_use]
    pub fn target_at(&self, at: Position) -> Option<Target> {
        self.clicked(at).map(|(_, target)| target)
    }

    /// The first column of what is clicked there.
    #[must_use]
    pub fn first_column(&self, at: Position) -> u16 {
        self.clicked(at).map_or(at.x, |(area, _)| area.x)
    }

    /// What was put last lies above what was put before.
    fn clicked(&self, at: Position) -> Option<(Rect, Target)> {
        self.targets.iter().rev().find(|(area, _)| area.contains(at)).copied()
    }

    /// Draws it.
    pub fn draw(&self, buffer: &mut Buffer) {
        Clear.render(self.area, buffer);
        Block::bordered().title(self.title.as_str()).render(self.area, buffer);
        let inside = self.inside();
        for (row, line) in &self.lines {
            buffer.set_line(inside.x, inside.y + row, line, inside.width);
        }
    }
}
