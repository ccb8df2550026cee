//! Whatever order mails arrive in, together or one by one, the outbox ends in the same state.

use std::collections::BTreeSet;

use super::{FIRST, Office, invite};

/// What is still on its way in the end: its kind, and whether it proposes something.
fn end_state(order: &[&str], at_once: bool) -> Vec<String> {
    let office = Office::with("");
    office.receive(&invite("REQUEST", "1", 0, FIRST)).draft(&["--kind", "call"]);
    office.send_all();
    for mail in order {
        office.receive(mail);
        if !at_once {
            office.draft(&[]);
        }
    }
    office.draft(&[]);
    let open = office.run(&["--json", "list", "--status", "draft"]).json();
    open.iter().map(|mail| format!("{} {}", mail["reply"], mail["itip"]["start"])).collect()
}

fn orders<'a>(mails: &[&'a str]) -> Vec<Vec<&'a str>> {
    if mails.is_empty() {
        return vec![Vec::new()];
    }
    (0..mails.len())
        .flat_map(|first| {
            let rest: Vec<&str> = [&mails[..first], &mails[first + 1..]].concat();
            orders(&rest).into_iter().map(move |mut order| {
                order.insert(0, mails[first]);
                order
            })
        })
        .collect()
}

#[test]
fn the_order_of_what_follows_does_not_matter() {
    let refusal = invite("DECLINECOUNTER", "2", 0, FIRST);
    let changed = invite("REQUEST", "3", 1, FIRST).replace("Hafenstraße 1", "Hafenstraße 2");
    let moved = invite("REQUEST", "4", 2, ("20261130T130000Z", "20261130T140000Z"));
    let cancelled = invite("CANCEL", "5", 3, FIRST);
    for (mails, count) in [
        (vec![refusal.as_str(), changed.as_str()], 1),
        (vec![refusal.as_str(), moved.as_str()], 1),
        (vec![refusal.as_str(), changed.as_str(), moved.as_str()], 1),
        (vec![refusal.as_str(), moved.as_str(), cancelled.as_str()], 0),
    ] {
        let states: BTreeSet<Vec<String>> =
            orders(&mails).iter().flat_map(|order| [end_state(order, false), end_state(order, true)]).collect();
        assert_eq!(states.len(), 1, "{states:#?}");
        assert_eq!(states.first().map(Vec::len), Some(count), "{states:#?}");
    }
}
