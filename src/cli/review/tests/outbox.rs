//! Another process works on the same outbox.

use super::fixture::Bench;
use crate::cli::review::Message;

#[test]
fn what_another_process_changed_is_not_overwritten_and_is_shown() {
    let mut bench = Bench::new(80, 24);
    let seen = bench.mail(1);
    bench.desk.outbox.discard(2, seen.created).unwrap();
    bench.select(2);
    bench.press("1");
    assert!(bench.notice().contains("discarded"), "{}", bench.notice());
    assert_ne!(bench.state.selected_id(), Some(2), "it is shown as what it is now");
    let messages = bench.desk.edit(1, None, |text| Ok(format!("{text} und mehr")));
    drop(messages);
    // The desk still shows the mail as it was: what would be approved is not what was seen.
    bench.select(1);
    bench.press("a");
    assert_eq!(
        (bench.mail(1).status.name(), bench.notice()),
        ("draft", "it was changed in the meantime: look at it again")
    );
    bench.press("a");
    assert_eq!(bench.mail(1).status.name(), "approved");
    bench.take(Message::Stop);
    assert!(bench.state.closed);
}
