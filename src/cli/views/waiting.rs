//! Mails that wait because their sender had enough drafts for a day, in words.

use std::collections::BTreeMap;

use super::words;
use crate::domain::limits::MAX_DRAFTS_FOR_SENDER;
use crate::domain::sender_limit::Postponed;

/// A line for each sender: how many mails wait, where the first is, and how to get drafts for them.
#[must_use]
pub fn lines(postponed: &[Postponed]) -> Vec<String> {
    let mut senders: BTreeMap<String, Vec<&Postponed>> = BTreeMap::new();
    for mail in postponed {
        senders.entry(mail.sender.to_string()).or_default().push(mail);
    }
    let line = |(sender, mails): (String, Vec<&Postponed>)| {
        format!(
            "{sender} has had {MAX_DRAFTS_FOR_SENDER} drafts within a day, the most for one sender: {} postponed, \
             first {}; `statt draft --no-limit` drafts for them too",
            words::count(mails.len(), "mail"),
            mails.first().map_or("", |mail| &mail.source)
        )
    };
    senders.into_iter().map(line).collect()
}
