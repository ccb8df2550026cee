//! How far each folder on a server was read, so that the next run asks only for what is new.

use rusqlite::{OptionalExtension, params};

use super::Outbox;
use super::error::OutboxError;
use crate::domain::folder_position::FolderPosition;

impl Outbox {
    /// Up to where a folder was dealt with.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn folder_position(&self, account: &str, folder: &str) -> Result<Option<FolderPosition>, OutboxError> {
        let query = "SELECT uid_validity, uid FROM folder WHERE account = ?1 AND name = ?2";
        let mut statement = self.connection.prepare_cached(query)?;
        let position = |row: &rusqlite::Row<'_>| Ok(FolderPosition { uid_validity: row.get(0)?, uid: row.get(1)? });
        Ok(statement.query_row([account, folder], position).optional()?)
    }

    /// Notes up to where a folder was dealt with. Two runs at once: the one that got further counts.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn note_folder(&mut self, account: &str, folder: &str, position: FolderPosition) -> Result<(), OutboxError> {
        self.connection
            .prepare_cached(
                "INSERT INTO folder (account, name, uid_validity, uid) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (account, name) DO UPDATE SET
                 uid = CASE uid_validity WHEN excluded.uid_validity THEN max(uid, excluded.uid) ELSE excluded.uid END,
                 uid_validity = excluded.uid_validity",
            )?
            .execute(params![account, folder, position.uid_validity, position.uid])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_folder_is_read_on_from_where_it_was_left() {
        let mut outbox = Outbox::open(Path::new(":memory:")).unwrap();
        let at = |uid_validity, uid| FolderPosition { uid_validity, uid };
        assert_eq!(outbox.folder_position("work", "INBOX").unwrap(), None);
        let steps = [(at(7, 20), at(7, 20)), (at(7, 12), at(7, 20)), (at(8, 3), at(8, 3)), (at(8, 4), at(8, 4))];
        for (noted, expected) in steps {
            outbox.note_folder("work", "INBOX", noted).unwrap();
            assert_eq!(outbox.folder_position("work", "INBOX").unwrap(), Some(expected));
        }
        assert_eq!(outbox.folder_position("work", "Sent").unwrap(), None);
    }
}
