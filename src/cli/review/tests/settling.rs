//! Mails of which nobody knows whether they went out, and mails that are tried again.

use super::fixture::Bench;
use crate::adapters::outbox::{Claim, Outcome, Selection};
use crate::cli::review::Message;

/// A desk on which mail 1 was handed to a server, and this came of it.
fn bench_after(outcome: &Outcome) -> Bench {
    let mut bench = Bench::new(80, 24);
    bench.press("a");
    let now = bench.desk.now();
    let outbox = &mut bench.desk.outbox;
    let Claim::Lease(lease) = outbox.claim(1, &Selection::default(), now).unwrap() else { panic!("no lease") };
    outbox.enter_data(&lease, now).unwrap();
    outbox.settle(&lease, outcome, now).unwrap();
    let drafts = outbox.list(&[]).unwrap();
    bench.take(Message::Loaded(drafts));
    bench.select(1);
    bench.press("<Esc>");
    bench
}

fn uncertain() -> Bench {
    bench_after(&Outcome::Uncertain { reason: "no answer after the final dot".to_owned() })
}

#[test]
fn an_uncertain_mail_is_settled_by_a_person() {
    let cases = [
        ("o", "uncertain", ""),
        ("o<Esc>", "uncertain", ""),
        ("o1", "sent", "settled: it went out"),
        ("o<Enter>", "sent", "settled: it went out"),
        ("o2", "approved", "settled: s sends it again"),
        ("oj<Enter>", "approved", "settled: s sends it again"),
        ("a", "uncertain", "nobody knows whether mail 1 went out: o settles it"),
        ("3", "uncertain", "nobody knows whether mail 1 went out: o settles it"),
        ("x", "uncertain", "nobody knows whether mail 1 went out: o settles it"),
    ];
    for (keys, status, notice) in cases {
        let mut bench = uncertain();
        bench.press(keys);
        assert_eq!((bench.mail(1).status.name(), bench.notice()), (status, notice), "{keys}");
    }
    let mut certain = Bench::new(80, 24);
    certain.press("o");
    assert_eq!(certain.notice(), "nothing to settle: it is known what became of it");
}

#[test]
fn the_question_is_explained_and_its_key_is_at_the_foot() {
    let mut bench = uncertain();
    assert!(bench.picture().contains("o settle"), "{}", bench.picture());
    bench.click("o settle");
    insta::assert_snapshot!("small_settle", bench.picture());
    bench.click("It did not");
    assert_eq!(bench.mail(1).status.name(), "approved");
}

#[test]
fn what_is_out_or_may_be_is_not_opened_in_the_editor() {
    let mut bench = uncertain();
    for message in bench.desk.edit(1, None, |_| panic!("the editor is opened")) {
        bench.take(message);
    }
    assert_eq!(bench.notice(), "mail 1 cannot be changed: it is uncertain");
}

#[test]
fn the_next_try_is_told() {
    let next_try = Bench::new(80, 24).desk.now() + chrono::Duration::minutes(5);
    let bench = bench_after(&Outcome::Failed { reason: "the mailbox is full".to_owned(), next_try });
    let entry = bench.state.entry().unwrap();
    assert!(entry.row.says.starts_with("next try today "), "{}", entry.row.says);
    let picture = bench.picture().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(picture.contains("the mailbox is full") && picture.contains("(next"), "{picture}");
}

#[test]
fn at_midnight_the_days_have_other_names() {
    let mut bench = Bench::new(80, 24);
    let said = |bench: &Bench| bench.state.entries[6].row.says.clone();
    assert_eq!(said(&bench), "20 min tomorrow 10:00 or Wed 25 Nov 13:00");
    let tomorrow = bench.desk.now() + chrono::Duration::days(1);
    bench.take(Message::Clock(tomorrow));
    assert_eq!(said(&bench), "20 min today 10:00 or tomorrow 13:00");
    bench.press("/24 Nov");
    assert_eq!(bench.state.shown.len(), 1, "a day is found by its date too");
}
