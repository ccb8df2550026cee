//! The mouse does what the keys do, at what is seen.

use ratatui::crossterm::event::MouseEventKind::{ScrollDown, ScrollUp};

use super::fixture::Bench;
use crate::cli::review::Effect;
use crate::cli::review::mode::Mode;

/// Keys, or with an `@` before it a text on the screen that is clicked.
fn work(bench: &mut Bench, steps: &[&str]) {
    for step in steps {
        match step.strip_prefix('@') {
            Some(text) => bench.click(text),
            None => bench.press(step),
        }
    }
}

#[test]
fn a_click_is_the_same_as_its_key() {
    let cases: [(i64, &[&str], &str); 19] = [
        (2, &["@1-5 kind", "@a call instead"], "1"),
        (2, &["@1-5 kind", "@a shorter meeting"], "2"),
        (2, &["@1-5 kind", "jj", "@Enter chooses"], "0jj<Enter>"),
        (2, &["@8 open", "@drafts"], "f2"),
        (2, &["f", "@Esc"], ""),
        (2, &["@a approve"], "a"),
        (2, &["@x discard"], "x"),
        (2, &["@? help", "@ stat"], ""),
        (5, &["@g gaps"], "g"),
        (5, &["@g gaps", "@Tab the next gap"], "g<Tab>"),
        (5, &["@g gaps", "eins", "@Enter fills"], "geins<Enter>"),
        (5, &["@g gaps", "eins", "@Esc", "g"], "geins<Esc>g"),
        (5, &["@Briefing", "@«Antwort ergänzen»"], "<Tab>g<Tab>"),
        (5, &["@Invite"], "i"),
        (2, &["r", "weil ich reise", "@Enter takes"], "rweil ich reise<Enter>"),
        (5, &["c<Backspace>", "@Enter takes"], "c<Backspace><Enter>"),
        (1, &["/öz", "@call     Dr. Ke"], "/öz<Enter>"),
        (1, &["/öz<Enter>", "@öz”"], "/öz<Enter>/"),
        (2, &["as", "@Esc or n: leave it"], "as<Esc>"),
    ];
    for (id, steps, keys) in cases {
        let (mut clicked, mut pressed) = (Bench::new(80, 24), Bench::new(80, 24));
        clicked.select(id);
        pressed.select(id);
        work(&mut clicked, steps);
        pressed.press(keys);
        assert_eq!(clicked.picture(), pressed.picture(), "{steps:?}");
    }
}

#[test]
fn times_are_offered_by_clicks() {
    let mut bench = Bench::new(80, 24);
    bench.select(3);
    work(&mut bench, &["t", "@[x] Wed 25 Nov 14:00", "@[ ] tomorrow   11:00", "@Enter takes"]);
    let starts: Vec<String> =
        bench.mail(3).reply.slots.iter().map(|slot| slot.start().format("%d. %H:%M").to_string()).collect();
    assert_eq!(starts, ["24. 11:00", "26. 10:00"]);
    work(&mut bench, &["t", "@o another time", "Fri 9:3", "@9:3", "1", "@Enter offers it", "@Enter takes"]);
    assert_eq!(bench.mail(3).reply.slots.len(), 3);
    assert_eq!(bench.mail(3).reply.slots[2].start().to_rfc3339(), "2026-11-27T19:03:00+01:00");
}

#[test]
fn a_click_beside_a_sheet_is_esc() {
    for keys in ["f", "0", "?", "t", "r", "c", "m", "as"] {
        let mut bench = Bench::new(80, 24);
        bench.select(3);
        bench.press(keys);
        assert_ne!(bench.state.mode, Mode::Browse, "{keys}");
        bench.click(" stat");
        assert_eq!(bench.state.mode, Mode::Browse, "{keys}");
        assert_eq!(bench.outside, [], "{keys}");
    }
}

#[test]
fn a_yes_can_be_clicked() {
    let mut bench = Bench::new(80, 24);
    work(&mut bench, &["a", "@approved", "s", "@Enter or y: send"]);
    assert_eq!(bench.outside, [Effect::Send]);
    work(&mut bench, &["@calling the server"]);
    assert_eq!(bench.state.mode, Mode::Sending);
    work(&mut bench, &["@ stat"]);
    assert_eq!(bench.state.mode, Mode::Browse);
}

#[test]
fn a_click_selects_a_mail_and_a_tab() {
    let mut bench = Bench::new(80, 24);
    bench.click("Tobias");
    assert_eq!(bench.state.selected_id(), Some(3));
    bench.click_at(10, 20);
    assert_eq!(bench.state.selected_id(), Some(3), "beneath the last mail there is nothing");
    bench.click("Week");
    assert_eq!(bench.state.tab.name(), "Week");
}

#[test]
fn the_wheel_moves_what_is_under_it() {
    let mut bench = Bench::new(200, 60);
    bench.wheel("Tobias Lindner   Fri", ScrollDown);
    assert_eq!(bench.state.selected_id(), Some(2));
    bench.wheel("Tobias Lindner   Fri", ScrollUp);
    assert_eq!(bench.state.selected_id(), Some(1));
    bench.wheel("Week 49", ScrollDown);
    assert_eq!(bench.state.week_offset, 1);
    assert!(bench.picture().contains("Week 50"), "{}", bench.picture());

    let mut bench = Bench::new(160, 16);
    bench.wheel("Subject", ScrollDown);
    assert!(bench.state.scroll > 0 && bench.state.side_scroll == 0);
    bench.wheel("why this reply", ScrollDown);
    assert_eq!(bench.state.side_scroll, 3);
    bench.wheel("why this reply", ScrollUp);
    assert_eq!(bench.state.side_scroll, 0);

    let mut bench = Bench::new(80, 24);
    bench.press("f");
    bench.wheel("drafts", ScrollDown);
    bench.press("<Enter>");
    assert_eq!(bench.state.filter.name(), "drafts");
    bench.press("?");
    for _ in 0..99 {
        bench.wheel(" stat", ScrollDown);
    }
    let end = bench.picture();
    bench.wheel(" stat", ScrollUp);
    assert_ne!(bench.picture(), end, "the wheel goes back at once");
}

#[test]
fn a_letter_can_be_read_while_its_gap_is_filled() {
    let mut bench = Bench::new(80, 24);
    bench.select(5);
    bench.press("<Tab>g");
    let before = bench.state.scroll;
    bench.wheel("Subject", ScrollDown);
    assert!(bench.state.scroll > before);
    bench.press("eins<PgDn><Enter>");
    assert_eq!(bench.state.entry().unwrap().gaps(), 5);
}
