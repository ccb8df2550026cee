//! How long `statt review` takes for a picture and for a key, with so many drafts (500) in an outbox on the disk.
//!
//! `cargo bench --bench review [-- DRAFTS]` fails where a picture takes 10 ms or a key press 30 ms.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "../tests/it/sending/fixture.rs"]
#[allow(dead_code)]
mod fixture;
#[path = "../tests/it/sending/server.rs"]
#[allow(dead_code)]
mod server;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono_tz::Europe::Berlin;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use statt::adapters::templates::Templates;
use statt::domain::appointment::{Agenda, Appointment, Availability};
use statt::domain::contact::AddressBook;
use statt::domain::draft::NewDraft;
use statt::domain::policy::{CounterChoice, Policy};
use statt::domain::situation::{Me, ReplyStyle, Situation, WorkingHours};
use statt::domain::time_slot::{MeetingTime, TimeSlot};
use statt::german::{AddressForm, Locale};
use statt::review::{Desk, Message, State, Theme, draw, update};

const PICTURE: Duration = Duration::from_millis(10);
const KEY: Duration = Duration::from_millis(30);
const ROUNDS: usize = 41;

fn main() -> ExitCode {
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(500);
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = fixture::open(&folder.path().join("outbox.db"));
    for number in 0..count {
        fixture::add(&mut outbox, &[draft(number)]);
    }
    let drafts = outbox.list(&[]).unwrap();
    let clock = Arc::new(fixture::now);
    let mut desk = Desk::new(outbox, situation(), Templates::built_in(), clock).unwrap();
    let mut good = true;
    for size in [(80, 24), (200, 60)] {
        let mut state = State::new(drafts.clone(), situation(), Theme { colors: true }, size);
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        for (name, keys) in
            [("letter", ""), ("invite", "i"), ("week", "w"), ("search", "/kunde"), ("help", "?"), ("filter", "f")]
        {
            press(&mut state, &mut desk, keys);
            let time = median(|| {
                terminal.draw(|frame| draw(frame, &state)).unwrap();
            });
            good &= told(&format!("picture {size:?} {name}"), time, PICTURE);
            press(&mut state, &mut desk, "\u{1b}\u{1b}");
        }
        for (name, keys) in [
            ("down", "j"),
            ("another kind", "13"),
            ("undo", "1u"),
            ("approve", "a"),
            ("discard and undo", "xu"),
            ("times", "1t\u{1b}"),
            ("search, each letter", "/kunde-49\n"),
        ] {
            let letters = u32::try_from(keys.chars().count()).unwrap();
            let time = median(|| {
                for key in keys.chars() {
                    press(&mut state, &mut desk, &key.to_string());
                    terminal.draw(|frame| draw(frame, &state)).unwrap();
                }
            }) / letters;
            good &= told(&format!("key {size:?} {name}"), time, KEY);
            press(&mut state, &mut desk, "\u{1b}\u{1b}");
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Presses keys and does what they want done, as the loop does.
fn press(state: &mut State, desk: &mut Desk, keys: &str) {
    let mut messages: Vec<Message> = keys
        .chars()
        .map(|key| {
            Message::Key(KeyEvent::from(match key {
                '\n' => KeyCode::Enter,
                '\u{1b}' => KeyCode::Esc,
                key => KeyCode::Char(key),
            }))
        })
        .collect();
    while !messages.is_empty() {
        let message = messages.remove(0);
        let answers: Vec<Message> = update(state, message).into_iter().flat_map(|effect| desk.run(effect)).collect();
        messages.splice(0..0, answers);
    }
}

/// What else the machine does shall not count.
fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            work();
            started.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn told(name: &str, time: Duration, limit: Duration) -> bool {
    let good = time < limit;
    println!(
        "{} {name}: {:.2} ms (limit {} ms)",
        if good { "ok  " } else { "SLOW" },
        time.as_secs_f64() * 1e3,
        limit.as_millis()
    );
    good
}

/// A draft about a meeting in the weeks to come, with a letter of usual length.
fn draft(number: usize) -> NewDraft {
    let mut draft = fixture::new_draft(&format!("meeting-{number}"), 0, &format!("kunde-{number}@kunde.example"));
    let start = fixture::date() + chrono::Duration::hours(i64::try_from(number).unwrap() % 400 + 24);
    let meeting = &mut draft.case.invite.meeting;
    meeting.uid = Some(format!("meeting-{number}"));
    meeting.organizer = Some(fixture::person(&format!("kunde-{number}@kunde.example")));
    meeting.start = Some(MeetingTime::At(start));
    meeting.end = Some(MeetingTime::At(start + chrono::Duration::hours(1)));
    meeting.occurrence = Some(TimeSlot::lasting(start, 60));
    draft.case.message.text = "Ein Satz von einiger Länge, wie er in Mails steht. ".repeat(60);
    draft.reply.slots = vec![TimeSlot::lasting(start, 20)];
    draft.letter.text = format!("{}\n\n", "Ein Satz von einiger Länge, wie er in Briefen steht. ".repeat(10)).repeat(4);
    draft
}

fn situation() -> Situation {
    let appointments = (0..2_000).map(|number| Appointment {
        slot: TimeSlot::lasting(fixture::date() + chrono::Duration::hours(number * 4 - 4_000), 45),
        all_day: false,
        uid: Some(format!("own-{number}")),
        summary: Some("Teamrunde".to_owned()),
        location: None,
        availability: Availability::Busy,
        organizer: None,
        attendees: Vec::new(),
        declined_by: Vec::new(),
        recurring: true,
    });
    Situation {
        now: fixture::now().with_timezone(&Berlin),
        me: Me {
            name: Some("Jana Weber".to_owned()),
            addresses: vec![fixture::address("jana@agentur.example")],
            phone: None,
            zone: Berlin,
            locale: Locale::Germany,
            address_form: AddressForm::Sie,
            signature: None,
        },
        hours: WorkingHours::default(),
        agenda: Agenda::new(appointments.collect()),
        contacts: AddressBook::new([], Vec::new()),
        policy: Policy::default(),
        reply_style: ReplyStyle { quote: true, counter: CounterChoice::Auto, written_is_tentative: false },
    }
}
