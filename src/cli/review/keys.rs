//! The keys of the desk, as one table: what is pressed, what it does, what the help says.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::input::Stroke;
use crate::domain::reply::ReplyKind;

/// What a key does while browsing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// So many entries on.
    Move(isize),
    /// The first entry.
    First,
    /// The last entry.
    Last,
    /// So many pages of the letter on.
    Page(isize),
    /// The next tab.
    NextTab,
    /// The tab before.
    PreviousTab,
    /// The invite, or back to the letter.
    Invite,
    /// The week, or back to the letter.
    Week,
    /// So many weeks on.
    OtherWeek(i64),
    /// Another kind of reply.
    Kind(ReplyKind),
    /// Another kind of reply, from a menu.
    Kinds,
    /// How long.
    Minutes,
    /// When.
    Times,
    /// Why.
    Reason,
    /// Who speaks for me.
    Colleague,
    /// Through the gaps.
    Gaps,
    /// In the editor.
    Edit,
    /// Yes.
    Approve,
    /// No.
    Discard,
    /// Neither yes nor no: a draft again.
    Reopen,
    /// Whether an uncertain mail went out.
    Settle,
    /// Back one step.
    Undo,
    /// Out with it.
    Send,
    /// Search.
    Search,
    /// Which mails.
    Filter,
    /// The outbox anew, the screen too.
    Refresh,
    /// Help.
    Help,
    /// Away from search, notice and tab.
    Escape,
    /// Back to the shell for a while.
    Suspend,
    /// Out.
    Quit,
}

/// Which part of the help a key stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Another reply.
    Reply,
    /// A decision.
    Decide,
    /// What is looked at.
    Look,
}

/// One line of the table.
pub struct Binding {
    /// What may be pressed.
    pub keys: &'static [Key],
    /// What it does.
    pub action: Action,
    /// Where the help shows it.
    pub part: Part,
    /// What the keys are called.
    pub shown: &'static str,
    /// What they do, for the help.
    pub help: &'static str,
}

/// A key with or without Ctrl.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Alone, or with shift.
    Plain(KeyCode),
    /// With Ctrl.
    Ctrl(char),
}

use Key::{Ctrl, Plain};
use KeyCode::{Char, Down, End, Esc, Home, Left, PageDown, PageUp, Right, Tab, Up};

const fn binding(keys: &'static [Key], action: Action, part: Part, shown: &'static str, help: &'static str) -> Binding {
    Binding { keys, action, part, shown, help }
}

/// Every key. A binding without help is told by the one before it.
pub const BINDINGS: &[Binding] = &[
    binding(&[Plain(Char('1'))], Action::Kind(ReplyKind::Call), Part::Reply, "1", "a call instead"),
    binding(&[Plain(Char('2'))], Action::Kind(ReplyKind::Shorter), Part::Reply, "2", "a shorter meeting"),
    binding(&[Plain(Char('3'))], Action::Kind(ReplyKind::Written), Part::Reply, "3", "everything in writing"),
    binding(&[Plain(Char('4'))], Action::Kind(ReplyKind::Handoff), Part::Reply, "4", "a colleague speaks for me"),
    binding(&[Plain(Char('5'))], Action::Kind(ReplyKind::Attend), Part::Reply, "5", "accept"),
    binding(&[Plain(Char('0'))], Action::Kinds, Part::Reply, "0", "choose from all, your own letters too"),
    binding(&[Plain(Char('t'))], Action::Times, Part::Reply, "t", "the times offered, or by when I write"),
    binding(&[Plain(Char('m'))], Action::Minutes, Part::Reply, "m", "how many minutes"),
    binding(&[Plain(Char('r'))], Action::Reason, Part::Reply, "r", "the reason, in my words"),
    binding(&[Plain(Char('c'))], Action::Colleague, Part::Reply, "c", "the colleague who takes over"),
    binding(&[Plain(Char('g'))], Action::Gaps, Part::Reply, "g", "fill the gaps «…»"),
    binding(&[Plain(Char('e'))], Action::Edit, Part::Reply, "e", "edit subject and text in $EDITOR"),
    binding(&[Plain(Char('a'))], Action::Approve, Part::Decide, "a", "approve: it goes out with the next send"),
    binding(&[Plain(Char('x'))], Action::Discard, Part::Decide, "x", "discard: it is not sent"),
    binding(&[Plain(Char('d'))], Action::Reopen, Part::Decide, "d", "a draft again, approved or discarded before"),
    binding(&[Plain(Char('o'))], Action::Settle, Part::Decide, "o", "settle whether an uncertain mail went out"),
    binding(&[Plain(Char('u'))], Action::Undo, Part::Decide, "u", "undo the last step"),
    binding(&[Plain(Char('s'))], Action::Send, Part::Decide, "s", "send what is approved"),
    binding(&[Plain(Down), Plain(Char('j'))], Action::Move(1), Part::Look, "↓ ↑ j k", "the next mail, the one before"),
    binding(&[Plain(Up), Plain(Char('k'))], Action::Move(-1), Part::Look, "", ""),
    binding(&[Plain(Home)], Action::First, Part::Look, "Home End", "the first mail, the last"),
    binding(&[Plain(End), Plain(Char('G'))], Action::Last, Part::Look, "", ""),
    binding(&[Plain(PageDown), Plain(Char(' '))], Action::Page(1), Part::Look, "PgDn PgUp", "through the letter"),
    binding(&[Plain(PageUp), Plain(Char('b'))], Action::Page(-1), Part::Look, "", ""),
    binding(&[Plain(Tab)], Action::NextTab, Part::Look, "Tab", "letter, briefing, invite, week"),
    binding(&[Plain(KeyCode::BackTab)], Action::PreviousTab, Part::Look, "", ""),
    binding(&[Plain(Char('i'))], Action::Invite, Part::Look, "i", "the invite, and why this reply"),
    binding(&[Plain(Char('w'))], Action::Week, Part::Look, "w", "my week with the meeting in it"),
    binding(&[Plain(Right), Plain(Char('l'))], Action::OtherWeek(1), Part::Look, "← →", "another week"),
    binding(&[Plain(Left), Plain(Char('h'))], Action::OtherWeek(-1), Part::Look, "", ""),
    binding(&[Plain(Char('/'))], Action::Search, Part::Look, "/", "search; Esc shows all again"),
    binding(&[Plain(Char('f'))], Action::Filter, Part::Look, "f", "which mails are shown"),
    binding(&[Ctrl('l')], Action::Refresh, Part::Look, "^L", "read the outbox anew"),
    binding(&[Plain(Char('?')), Plain(KeyCode::F(1))], Action::Help, Part::Look, "?", "this help"),
    binding(&[Ctrl('z')], Action::Suspend, Part::Look, "^Z", "back to the shell for a while; fg comes back"),
    binding(&[Plain(Esc)], Action::Escape, Part::Look, "", ""),
    binding(&[Plain(Char('q')), Ctrl('c')], Action::Quit, Part::Look, "q", "quit; everything is kept"),
];

/// What a key does while browsing.
#[must_use]
pub fn action(event: KeyEvent) -> Option<&'static Action> {
    let pressed = match event.code {
        Char(c) if event.modifiers.contains(KeyModifiers::CONTROL) => Ctrl(c.to_ascii_lowercase()),
        code if event.modifiers.contains(KeyModifiers::ALT) && matches!(code, Char(_)) => return None,
        code => Plain(code),
    };
    BINDINGS.iter().find(|binding| binding.keys.contains(&pressed)).map(|binding| &binding.action)
}

/// What a key does to a line that is being typed.
#[must_use]
pub fn stroke(event: KeyEvent) -> Option<Stroke> {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    // AltGr reaches some terminals as Ctrl with Alt: what it types is a character.
    let alt_gr = ctrl && event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        Char('a') if ctrl && !alt_gr => Stroke::Home,
        Char('e') if ctrl && !alt_gr => Stroke::End,
        Char('u') if ctrl && !alt_gr => Stroke::DeleteLine,
        Char('w') if ctrl && !alt_gr => Stroke::DeleteWord,
        Char(c) if (!ctrl || alt_gr) && !c.is_control() => Stroke::Type(c),
        KeyCode::Backspace => Stroke::Backspace,
        KeyCode::Delete => Stroke::Delete,
        Left => Stroke::Left,
        Right => Stroke::Right,
        Home => Stroke::Home,
        End => Stroke::End,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things() {
        let keys: Vec<Key> = BINDINGS.iter().flat_map(|binding| binding.keys).copied().collect();
        for (place, key) in keys.iter().enumerate() {
            assert!(!keys[..place].contains(key), "{key:?} is bound twice");
        }
    }

    #[test]
    fn keys_are_found_as_they_are_pressed() {
        let cases = [
            (KeyCode::Char('a'), KeyModifiers::NONE, Some(Action::Approve)),
            (KeyCode::Char('G'), KeyModifiers::SHIFT, Some(Action::Last)),
            (KeyCode::Char('a'), KeyModifiers::CONTROL, None),
            (KeyCode::Char('a'), KeyModifiers::ALT, None),
            (KeyCode::Char('c'), KeyModifiers::CONTROL, Some(Action::Quit)),
            (KeyCode::BackTab, KeyModifiers::SHIFT, Some(Action::PreviousTab)),
            (KeyCode::Char('ß'), KeyModifiers::NONE, None),
        ];
        for (code, modifiers, expected) in cases {
            assert_eq!(action(KeyEvent::new(code, modifiers)), expected.as_ref(), "{code:?} {modifiers:?}");
        }
    }
}
