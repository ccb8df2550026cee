//! From an older schema to today's: a backup beside the file first, then all steps in one transaction.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::error::OutboxError;
use super::file;
use super::schema::APPLICATION_ID;

/// Brings the schema up to date; returns the backup, if one was needed.
pub(super) fn migrate(
    connection: &mut Connection,
    path: Option<&Path>,
    steps: &[&str],
) -> Result<Option<PathBuf>, OutboxError> {
    let shown = path.unwrap_or(Path::new(":memory:"));
    let known = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    let found = checked_schema(connection, shown, known)?;
    if found == known {
        return Ok(None);
    }
    let backup = match path {
        Some(path) if found > 0 => Some(back_up(connection, path, found)?),
        _ => None,
    };
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster: what was found above is looked at again under the lock.
    let found = checked_schema(&transaction, shown, known)?;
    for step in steps.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(backup)
}

/// The schema of an outbox; 0 for an empty file.
fn checked_schema(connection: &Connection, path: &Path, known: i64) -> Result<i64, OutboxError> {
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application == APPLICATION_ID && found > known {
        return Err(OutboxError::Newer { path: path.to_owned(), found, known });
    }
    if application == APPLICATION_ID && found > 0 {
        return Ok(found);
    }
    if application == 0 && found == 0 && tables == 0 {
        return Ok(0);
    }
    Err(OutboxError::NotAnOutbox { path: path.to_owned() })
}

/// Writes a whole copy of the outbox beside it.
fn back_up(connection: &Connection, path: &Path, schema: i64) -> Result<PathBuf, OutboxError> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(format!("{BACKUP_SUFFIX}{schema}"));
    let copy = PathBuf::from(copy);
    // A copy that an interrupted migration left is of the same schema, but maybe not whole.
    if copy.exists() {
        std::fs::remove_file(&copy).map_err(|error| file::cannot_open(&copy, error))?;
    }
    file::make_private(&copy)?;
    let target = copy.to_str().ok_or_else(|| file::cannot_open(&copy, "its name is not UTF-8"))?;
    connection.execute("VACUUM INTO ?1", [target])?;
    Ok(copy)
}

/// What stands between an outbox's name and the schema number in the name of its backup.
pub(super) const BACKUP_SUFFIX: &str = ".backup-schema-";

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &[&str] = &["CREATE TABLE a (x);"];
    const NEW: &[&str] = &["CREATE TABLE a (x);", "ALTER TABLE a ADD COLUMN y;"];

    fn open(path: &Path) -> Connection {
        Connection::open(path).unwrap()
    }

    #[test]
    fn an_older_outbox_is_backed_up_and_brought_up_to_date() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        assert_eq!(migrate(&mut open(&path), Some(&path), OLD).unwrap(), None);
        open(&path).execute("INSERT INTO a VALUES (7)", []).unwrap();

        let backup = migrate(&mut open(&path), Some(&path), NEW).unwrap().expect("a backup");
        let seven: i64 = open(&path).query_row("SELECT x FROM a WHERE y IS NULL", [], |row| row.get(0)).unwrap();
        let kept: i64 = open(&backup).query_row("SELECT x FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!((seven, kept), (7, 7));
        assert_eq!(migrate(&mut open(&path), Some(&path), NEW).unwrap(), None, "up to date: nothing to do");
    }

    #[test]
    fn a_failing_step_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        migrate(&mut open(&path), Some(&path), OLD).unwrap();
        migrate(&mut open(&path), Some(&path), &[OLD[0], "CREATE TABLE b (x);", "nonsense"]).unwrap_err();
        assert_eq!(checked_schema(&open(&path), &path, 1).unwrap(), 1);
        open(&path).execute("SELECT * FROM b", []).unwrap_err();
    }

    #[test]
    fn a_newer_outbox_and_another_programs_file_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("outbox.db");
        migrate(&mut open(&path), Some(&path), NEW).unwrap();
        let newer = migrate(&mut open(&path), Some(&path), OLD).unwrap_err();
        assert!(matches!(newer, OutboxError::Newer { found: 2, known: 1, .. }), "{newer}");

        let other = folder.path().join("other.db");
        open(&other).execute("CREATE TABLE photos (x)", []).unwrap();
        let error = migrate(&mut open(&other), Some(&other), NEW).unwrap_err();
        assert!(matches!(error, OutboxError::NotAnOutbox { .. }), "{error}");
    }
}
