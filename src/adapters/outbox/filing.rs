//! Which sent mails still wait to be filed: a copy among the sent ones, the original marked as answered.

use super::Outbox;
use super::error::OutboxError;
use crate::domain::draft::DraftId;

impl Outbox {
    /// Sent mails that are not filed yet, oldest first.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn unfiled(&self) -> Result<Vec<DraftId>, OutboxError> {
        let query = "SELECT id FROM mail WHERE status = 'sent' AND filed = 0 ORDER BY id";
        let mut statement = self.connection.prepare(query)?;
        let ids = statement.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Notes that a mail is filed.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn mark_filed(&mut self, id: DraftId) -> Result<(), OutboxError> {
        self.connection.prepare_cached("UPDATE mail SET filed = 1 WHERE id = ?1")?.execute([id])?;
        Ok(())
    }
}
