//! Putting the configuration where it belongs: whole, for its owner only, and never over another one unasked.

use std::fs::{self, DirBuilder};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::error::CommandError;

/// What was stored.
#[derive(Debug)]
pub struct Stored {
    /// The configuration.
    pub path: PathBuf,
    /// Where the one before it is kept.
    pub backup: Option<PathBuf>,
}

/// Writes a configuration; with `replace`, over one that is there and is kept beside it.
///
/// # Errors
/// There is one already, or the system refuses.
pub fn store(path: &Path, text: &str, replace: bool) -> Result<Stored, CommandError> {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let failed = |error: std::io::Error| {
        CommandError::failed(format!("cannot write the configuration: {error}"))
            .at(path.display().to_string())
            .hint("name another place with --config FILE")
    };
    let folder = path.parent().unwrap_or(Path::new("/"));
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    // Temporary files are for their owner only, and so is what becomes of one.
    let mut file = tempfile::Builder::new().prefix(".config.toml.").tempfile_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    let backup = if replace { keep_old(&path).map_err(failed)? } else { None };
    if replace {
        file.persist(&path).map_err(|error| failed(error.error))?;
    } else {
        file.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => exists(&path),
            _ => failed(error.error),
        })?;
    }
    Ok(Stored { path, backup })
}

/// The refusal to touch a configuration that is there.
pub fn exists(path: &Path) -> CommandError {
    CommandError::failed("there is a configuration already").at(path.display().to_string()).hint(
        "change it in an editor, or write a new one with --force; the old one is then kept as config.toml.bak beside it",
    )
}

/// Copies what is there to a name that is free; the copy has the original's permissions.
fn keep_old(path: &Path) -> std::io::Result<Option<PathBuf>> {
    let old = match fs::read(path) {
        Ok(old) => old,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for number in 0..1000 {
        let number = if number == 0 { String::new() } else { format!(".{number}") };
        let backup = path.with_file_name(format!("{name}.bak{number}"));
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&backup) {
            Ok(mut file) => {
                file.set_permissions(fs::metadata(path)?.permissions())?;
                file.write_all(&old)?;
                file.sync_all()?;
                return Ok(Some(backup));
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(std::io::Error::other("there are a thousand copies of old configurations beside it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_overwritten_unasked_and_nothing_is_lost() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("new/statt/config.toml");
        assert!(store(&path, "one", false).unwrap().backup.is_none());
        assert!(store(&path, "two", false).unwrap_err().to_string().contains("--force"));
        for (text, name) in [("two", "config.toml.bak"), ("three", "config.toml.bak.1")] {
            let stored = store(&path, text, true).unwrap();
            assert_eq!(stored.backup.unwrap(), path.with_file_name(name));
        }
        let read = |name: &str| fs::read_to_string(path.with_file_name(name)).unwrap();
        assert_eq!([read("config.toml"), read("config.toml.bak"), read("config.toml.bak.1")], ["three", "one", "two"]);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 3, "no half-written file stays");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
