//! Mails that had to wait, for their sender had enough drafts within a day.

use rusqlite::params;

use super::Outbox;
use super::error::OutboxError;
use super::rows;
use crate::domain::sender_limit::Postponed;

impl Outbox {
    /// Notes that a mail waits; it is noted once.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn note_postponed(&mut self, postponed: &Postponed) -> Result<(), OutboxError> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO postponed (message, sender, source, at) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                postponed.message,
                postponed.sender.written(),
                postponed.source,
                postponed.at.timestamp_micros()
            ])?;
        Ok(())
    }

    /// Notes that a mail waits no longer.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn no_longer_postponed(&mut self, message: &str) -> Result<(), OutboxError> {
        self.connection.prepare_cached("DELETE FROM postponed WHERE message = ?1")?.execute([message])?;
        Ok(())
    }

    /// The mails that wait, oldest first.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn postponed(&self) -> Result<Vec<Postponed>, OutboxError> {
        let query = "SELECT message, sender, source, at FROM postponed ORDER BY at, message";
        let mut statement = self.connection.prepare_cached(query)?;
        let mut rows = statement.query([])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let sender: String = row.get(1)?;
            // Neither is ever written otherwise; a mail that waits is not worth an outbox that does not open.
            let (Ok(sender), Some(at)) = (sender.try_into(), rows::instant(row.get(3)?)) else { continue };
            all.push(Postponed { message: row.get(0)?, sender, source: row.get(2)?, at });
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;

    use super::*;
    use crate::domain::address::EmailAddress;

    #[test]
    fn a_mail_waits_once_and_until_it_is_dealt_with() {
        let mut outbox = Outbox::open(Path::new(":memory:")).unwrap();
        let waiting = |message: &str, seconds| Postponed {
            message: message.to_owned(),
            sender: EmailAddress::parse("anna@kunde.example").unwrap(),
            source: format!("in/{message}.eml"),
            at: DateTime::from_timestamp(seconds, 0).unwrap(),
        };
        for mail in [waiting("b", 9), waiting("a", 10), waiting("b", 11)] {
            outbox.note_postponed(&mail).unwrap();
        }
        assert_eq!(outbox.postponed().unwrap(), [waiting("b", 9), waiting("a", 10)]);
        outbox.no_longer_postponed("b").unwrap();
        assert_eq!(outbox.postponed().unwrap(), [waiting("a", 10)]);
        outbox.forget(DateTime::from_timestamp(11, 0).unwrap()).unwrap();
        assert_eq!(outbox.postponed().unwrap(), []);
    }
}
