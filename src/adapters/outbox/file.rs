//! Opening the file: private to its owner, in WAL mode, each commit on the disk, damage noticed.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::OutboxError;
use super::schema::STEPS;
use super::{Outbox, migration};

/// How long a command waits for another process's transaction.
const PATIENCE: Duration = Duration::from_secs(15);

/// Up to this size the whole file is checked at every start; `check` does it at any size.
const CHECKED_AT_START: u64 = 8 << 20;

impl Outbox {
    /// Opens the outbox, makes it if it is missing, and takes back what a crashed process left half done.
    ///
    /// `:memory:` makes one that lives as long as the value.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be made, is damaged, newer than this program or another program's.
    pub fn open(path: &Path) -> Result<Self, OutboxError> {
        let file = (path.as_os_str() != ":memory:").then(|| path.to_owned());
        let mut connection = match &file {
            None => Connection::open_in_memory()?,
            Some(path) => open_file(path)?,
        };
        set_up(&connection)?;
        migration::migrate(&mut connection, file.as_deref(), STEPS)?;
        if let Some(path) = &file
            && fs::metadata(path).is_ok_and(|metadata| metadata.len() <= CHECKED_AT_START)
        {
            check(&connection)?;
        }
        let mut outbox = Self { connection, path: file, sender: None, recovered: Vec::new() };
        outbox.recovered = outbox.recover()?;
        Ok(outbox)
    }

    /// The file; none for one in memory.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Reads the whole file and says what is damaged.
    ///
    /// # Errors
    /// [`OutboxError::Damaged`] where it is.
    pub fn check(&self) -> Result<(), OutboxError> {
        check(&self.connection)
    }
}

impl Outbox {
    /// Does work whose changes wait for the disk together, at its end, for waiting is most of what a change costs. Should
    /// the power fail before, the last changes may not have been; whoever is merely killed leaves all of them behind.
    ///
    /// # Errors
    /// [`OutboxError`] where the file cannot be written.
    pub fn waiting_once<T, E: From<OutboxError>>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let set = |outbox: &Self, much: &str| outbox.connection.pragma_update(None, "synchronous", much);
        set(self, "NORMAL").map_err(OutboxError::from)?;
        let done = work(self);
        set(self, "FULL").and_then(|()| self.wait_for_disk()).map_err(OutboxError::from)?;
        done
    }

    /// A change that says nothing new takes all before it to the disk.
    fn wait_for_disk(&mut self) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()
    }
}

/// A second connection to an outbox that is open, whose changes wait for no disk.
pub(super) fn open_to_send(path: &Path) -> Result<Connection, OutboxError> {
    let connection = open_file(path)?;
    set_up(&connection)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    Ok(connection)
}

fn check(connection: &Connection) -> Result<(), OutboxError> {
    let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if verdict == "ok" { Ok(()) } else { Err(OutboxError::Damaged(verdict)) }
}

/// One at a time: a thread that has just made the file must have closed it before `SQLite` locks it in another.
static OPENING: Mutex<()> = Mutex::new(());

fn open_file(path: &Path) -> Result<Connection, OutboxError> {
    let _alone = OPENING.lock();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder).map_err(|error| cannot_open(path, error))?;
    }
    make_private(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(path, flags).map_err(|error| match OutboxError::from(error) {
        OutboxError::Storage(error) => cannot_open(path, error),
        other => other,
    })
}

/// Sees to it that the file is there and that only its owner reads it; `SQLite` gives `-wal` and `-shm` the same mode.
///
/// A file that exists is never opened here: closing it would drop the locks that `SQLite` holds on it in this process.
pub(super) fn make_private(path: &Path) -> Result<(), OutboxError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(cannot_open(path, error)),
    }
    let metadata = fs::metadata(path).map_err(|error| cannot_open(path, error))?;
    if !metadata.is_file() {
        return Err(cannot_open(path, "it is no file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            // Another owner's file stays as it is: SQLite's own errors say the rest.
            let _ = fs::set_permissions(path, fs::Permissions::from_mode(0o600));
        }
    }
    Ok(())
}

pub(super) fn cannot_open(path: &Path, reason: impl std::fmt::Display) -> OutboxError {
    OutboxError::Open { path: PathBuf::from(path), reason: reason.to_string() }
}

fn set_up(connection: &Connection) -> Result<(), OutboxError> {
    connection.busy_timeout(PATIENCE)?;
    // Two processes that make the same new file at once: this change is refused without waiting, so it is tried again.
    let mut tries = 0;
    loop {
        match connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0)) {
            Ok(_) => break,
            Err(error) => match OutboxError::from(error) {
                OutboxError::Busy if tries < 100 => {
                    tries += 1;
                    std::thread::sleep(Duration::from_millis(20));
                }
                error => return Err(error),
            },
        }
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Words that were removed must not stay readable in the file.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
