//! What belongs to the story of one meeting, without reading the rest.

use rusqlite::params;

use super::Outbox;
use super::error::OutboxError;
use super::{notices, rows};
use crate::domain::case::MeetingKey;
use crate::domain::draft::Draft;
use crate::domain::story::Notice;

impl Outbox {
    /// Every mail and notice that may belong to the story which began with a meeting: what is about it, and what follows a
    /// letter about it under another UID.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be read.
    pub fn story(&self, meeting: &MeetingKey) -> Result<(Vec<Draft>, Vec<Notice>), OutboxError> {
        let wanted = "WHERE mail.id IN (SELECT id FROM mail WHERE uid = ?1 AND instance = ?2
             UNION SELECT mail FROM content WHERE json_extract(\"case\", '$.follows.meeting.uid') = ?1) ORDER BY mail.id";
        let drafts = rows::select(&self.connection, wanted, params![meeting.uid, meeting.instance])?;
        Ok((drafts, notices::select(&self.connection, "WHERE uid = ?1", params![meeting.uid])?))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_story_is_found_without_looking_through_the_outbox() {
        let outbox = Outbox::open(Path::new(":memory:")).unwrap();
        let query =
            "EXPLAIN QUERY PLAN SELECT mail FROM content WHERE json_extract(\"case\", '$.follows.meeting.uid') = 'x'";
        let plan: String = outbox.connection.query_row(query, [], |row| row.get("detail")).unwrap();
        assert!(plan.contains("USING COVERING INDEX") || plan.contains("USING INDEX"), "{plan}");
    }
}
