//! A folder of this machine: the system tells of changes, and now and then it is looked all the same.

use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{News, pause};
use crate::adapters::signals::StopWish;

/// Folders on other machines change without a word of the system.
const NOW_AND_THEN: Duration = Duration::from_secs(60);

/// Looks at once, and then from time to time.
pub(super) fn look_now_and_then(place: usize, news: Sender<News>, stop: StopWish) -> JoinHandle<()> {
    thread::spawn(move || {
        while !stop.is_there() && news.send(News::Look(place)).is_ok() {
            pause(NOW_AND_THEN, &stop);
        }
    })
}
