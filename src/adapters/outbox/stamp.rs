//! Whether the outbox is what it was.

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::Outbox;
use super::error::OutboxError;
use crate::domain::hex::hex;

/// All that tells how mails, meetings and letters stand. Words are not among it: they change only together with the row
/// of their mail, and are many.
const TABLES: [&str; 4] = [
    "SELECT * FROM mail ORDER BY id",
    "SELECT * FROM seen ORDER BY message",
    "SELECT * FROM version ORDER BY uid, instance",
    "SELECT * FROM notice ORDER BY message",
];

impl Outbox {
    /// A short name for how all mails and meetings stand: another one where anything has changed.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn stamp(&self) -> Result<String, OutboxError> {
        let mut hasher = Sha256::new();
        let transaction = self.connection.unchecked_transaction()?;
        for query in TABLES {
            let mut statement = transaction.prepare_cached(query)?;
            let columns = statement.column_count();
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                for column in 0..columns {
                    let (kind, octets): (u8, &[u8]) = match row.get_ref(column)? {
                        ValueRef::Null => (0, &[]),
                        ValueRef::Integer(number) => (1, &number.to_le_bytes()),
                        ValueRef::Real(number) => (2, &number.to_le_bytes()),
                        ValueRef::Text(text) => (3, text),
                        ValueRef::Blob(octets) => (4, octets),
                    };
                    hasher.update([kind]);
                    hasher.update((octets.len() as u64).to_le_bytes());
                    hasher.update(octets);
                }
            }
            hasher.update([9]);
        }
        Ok(hex(&hasher.finalize(), 32))
    }

    /// A number that changes when another process writes, and not when this one does.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn writes_of_others(&self) -> Result<i64, OutboxError> {
        Ok(self.connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::folder_position::FolderPosition;

    #[test]
    fn every_change_that_counts_gives_another_stamp() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        let mut outbox = Outbox::open(&path).unwrap();
        let other = Outbox::open(&path).unwrap();
        let mut stamps = vec![outbox.stamp().unwrap()];
        let changes = [
            "INSERT INTO mail (role, uid, instance, sequence, recipient, status, created, changed)
             VALUES ('reply', 'a', '', 0, 'a@x', 'draft', 1, 1)",
            "UPDATE mail SET status = 'approved'",
            "UPDATE mail SET message_id = '1@x'",
            "INSERT INTO seen VALUES ('m', 0, NULL, 'drafted', 1)",
            "UPDATE seen SET message = 'n'",
            "INSERT INTO version VALUES ('a', '', 0, NULL, 0)",
            "INSERT INTO notice VALUES ('m', 'a', '', 1, '\"Answered\"', NULL)",
            "DELETE FROM notice",
        ];
        for change in changes {
            let before = outbox.writes_of_others().unwrap();
            other.connection.execute(change, []).unwrap();
            assert_ne!(outbox.writes_of_others().unwrap(), before, "{change}");
            let stamp = outbox.stamp().unwrap();
            assert_eq!(stamp, other.stamp().unwrap());
            assert_ne!(Some(&stamp), stamps.last(), "{change}");
            stamps.push(stamp);
        }
        // Only deleting what was inserted before leads back.
        assert_eq!(stamps[8], stamps[6]);
        let before = (outbox.stamp().unwrap(), outbox.writes_of_others().unwrap());
        outbox.note_folder("work", "INBOX", FolderPosition { uid_validity: 1, uid: 7 }).unwrap();
        assert_eq!((outbox.stamp().unwrap(), outbox.writes_of_others().unwrap()), before);
    }
}
