//! Whatever is typed, whatever the size, whatever a mail says: the desk goes on and no terminal obeys a mail.

use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::fixture::Bench;
use crate::cli::review::Message;

fn message() -> impl Strategy<Value = Message> {
    let codes = prop_oneof![
        8 => prop::sample::select("012345tmrcgeaxduoijkw/f?qys n äß漢".chars().collect::<Vec<_>>()).prop_map(KeyCode::Char),
        3 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::Up, KeyCode::Down, KeyCode::Left,
            KeyCode::Right, KeyCode::PageDown, KeyCode::PageUp, KeyCode::Home, KeyCode::End, KeyCode::Backspace,
        ]),
    ];
    let mouse = (0..210u16, 0..70u16, 0..3usize).prop_map(|(column, row, kind)| {
        let kind =
            [MouseEventKind::Down(MouseButton::Left), MouseEventKind::ScrollDown, MouseEventKind::ScrollUp][kind];
        Message::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    });
    prop_oneof![
        12 => codes.prop_map(|code| Message::Key(KeyEvent::from(code))),
        2 => mouse,
        1 => ".{0,20}".prop_map(Message::Paste),
        1 => (0..220u16, 0..70u16).prop_map(|(width, height)| Message::Resize(width, height)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_input_ends_the_desk(messages in prop::collection::vec(message(), 1..40)) {
        let mut bench = Bench::new(80, 24);
        for message in messages {
            bench.take(message);
            if bench.state.size.0 > 0 && bench.state.size.1 > 0 {
                bench.picture();
            }
        }
    }
}

#[test]
fn a_mail_draws_nothing_but_letters() {
    let mut bench = Bench::new(200, 60);
    let mut drafts = bench.desk.outbox.list(&[]).unwrap();
    let nasty = "a\u{1b}[2J\u{202e}b\u{7}\u{9b}31m漢字👩‍👩‍👧\r\n«x»\t\u{200b}";
    for draft in &mut drafts {
        draft.letter.subject = nasty.to_owned();
        draft.letter.text = nasty.repeat(50);
        draft.letter.to[0].name = Some(nasty.to_owned());
        let meeting = &mut draft.case.invite.meeting;
        meeting.summary = Some(nasty.to_owned());
        meeting.location = Some(nasty.to_owned());
        meeting.description = Some(nasty.to_owned());
        draft.status_reason = Some(nasty.to_owned());
    }
    bench.take(Message::Loaded(drafts));
    for keys in ["", "i", "w", "<Esc>", "f", "<Esc>?", "<Esc>a", "as"] {
        bench.press(keys);
        let picture = bench.picture();
        assert!(picture.contains("漢字") || keys == "?", "{picture}");
        assert!(
            !picture.chars().any(|c| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c)),
            "{picture:?}"
        );
    }
}
