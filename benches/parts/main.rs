//! The parts of the way from a mail to a draft, one by one: `cargo bench --bench parts`.
#![allow(missing_docs)]

#[allow(dead_code)]
mod world;

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use statt::adapters::icalendar::read_appointments;
use statt::adapters::mail;
use statt::adapters::outbox::{Incoming, Outbox};
use statt::adapters::templates::Templates;
use statt::assistant::composing::compose;
use statt::assistant::reading::Reader;
use statt::assistant::weighing::{Memory, weigh};
use statt::domain::appointment::Agenda;
use statt::domain::case::MeetingKey;
use statt::domain::decision::decide;
use statt::domain::draft::NewDraft;
use statt::domain::gather::gather_facts;
use statt::domain::message::Flags;
use statt::domain::plan::{Choices, plan};
use statt::domain::reading::Reading;
use statt::domain::refusal::Leniency;
use statt::domain::reply::ReplyKind;
use statt::domain::slots::{SlotRequest, earliest_answer, free_slots};

fn main() {
    divan::main();
}

/// The example mails as octets.
fn octets() -> Vec<Vec<u8>> {
    let mut paths: Vec<_> = std::fs::read_dir(world::examples()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

fn items(count: usize) -> ItemsCount {
    ItemsCount::new(count)
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let mails = octets();
    let reader = Reader { now: world::now(), all: true };
    bencher.counter(items(mails.len())).bench_local(|| {
        for octets in &mails {
            let read = mail::read_message(black_box(octets), "mail", |_, _| Reading::default());
            black_box(reader.understand(read, Flags::default()));
        }
    });
}

#[divan::bench]
fn pass_over(bencher: Bencher<'_, '_>) {
    let mail = format!(
        "Subject: Entwurf\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nanbei.\r\n\
         --b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n{}--b--\r\n",
        "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJz\r\n".repeat(5_000)
    );
    bencher
        .counter(BytesCount::new(mail.len()))
        .bench_local(|| assert!(!mail::may_hold_meeting(black_box(mail.as_bytes()))));
}

#[divan::bench]
fn decide_each(bencher: Bencher<'_, '_>) {
    let situation = world::situation(world::agenda());
    let cases = world::cases(&situation);
    let me = situation.me.addresses[0].clone();
    bencher.counter(items(cases.len())).bench_local(|| {
        for case in &cases {
            let facts = gather_facts(&case.message, &case.invite, &me, &situation);
            black_box(decide(&facts, case.category, &situation.policy));
        }
    });
}

#[divan::bench]
fn weigh_all(bencher: Bencher<'_, '_>) {
    let situation = world::situation(world::agenda());
    bencher
        .counter(items(world::mails().len()))
        .with_inputs(world::mails)
        .bench_local_values(|mails| weigh(mails, &situation, &Memory::default(), Leniency::default()));
}

#[divan::bench]
fn slots_in_ten_years(bencher: Bencher<'_, '_>) {
    let situation = world::situation(world::agenda());
    let request = SlotRequest {
        minutes: 20,
        count: 3,
        earliest: earliest_answer(&situation),
        preferred_start: None,
        meeting: None,
        other_zone: None,
        taken: &[],
        exclude_uid: None,
    };
    bencher.counter(items(1)).bench_local(|| free_slots(black_box(&request), &situation));
}

#[divan::bench]
fn read_ten_years(bencher: Bencher<'_, '_>) {
    let text = world::ten_years();
    let (from, to) = (world::now() - Duration::days(1_825), world::now() + Duration::days(1_825));
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        read_appointments(black_box(&text), world::now().timezone(), from.fixed_offset(), to.fixed_offset())
    });
}

#[divan::bench(args = ["call", "shorter", "written", "attend"])]
fn render(bencher: Bencher<'_, '_>, kind: &str) {
    let situation = world::situation(Agenda::default());
    let templates = Templates::built_in();
    let cases = world::cases(&situation);
    let kind = ReplyKind::from(kind.to_owned());
    let replies: Vec<_> =
        cases.iter().map(|case| (case, plan(&kind, case, &situation, &[], &Choices::default()))).collect();
    bencher.counter(items(replies.len())).bench_local(|| {
        for (case, reply) in &replies {
            black_box(compose(case, reply, &situation, &templates).unwrap());
        }
    });
}

#[divan::bench]
fn store_in_outbox(bencher: Bencher<'_, '_>) {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let folder = tempfile::tempdir().unwrap();
    let mut outbox = Outbox::open(&folder.path().join("outbox.db")).unwrap();
    let situation = world::situation(Agenda::default());
    let templates = Templates::built_in();
    let case = world::cases(&situation).swap_remove(0);
    let reply = plan(&ReplyKind::Call, &case, &situation, &[], &Choices::default());
    let drafts = compose(&case, &reply, &situation, &templates).unwrap();
    let fresh = || {
        let uid = NUMBER.fetch_add(1, Ordering::Relaxed).to_string();
        let meeting = MeetingKey { uid: uid.clone(), instance: String::new() };
        let drafts: Vec<NewDraft> =
            drafts.iter().map(|draft| NewDraft { meeting: meeting.clone(), ..draft.clone() }).collect();
        (uid, meeting, drafts)
    };
    bencher.counter(items(1)).with_inputs(fresh).bench_local_values(|(id, meeting, drafts)| {
        let incoming = Incoming { message: &id, meeting: &meeting, version: drafts[0].version };
        outbox.add(incoming, &drafts, situation.now.to_utc()).unwrap()
    });
}
