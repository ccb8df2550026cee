//! Writes the templates into a folder, to be changed there.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::finding::TemplateError;
use super::library::Templates;

/// A template's file after an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Where it is.
    pub path: PathBuf,
    /// It was written; else there was a file already, which stays as it is.
    pub written: bool,
}

impl Templates {
    /// Writes every template into a folder, each letter with a comment that explains its variables. No file that is
    /// there is touched.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn export(&self, folder: &Path) -> Result<Vec<Exported>, TemplateError> {
        self.names().map(|name| self.export_one(folder, name)).collect()
    }

    fn export_one(&self, folder: &Path, name: &str) -> Result<Exported, TemplateError> {
        let path = name.split('/').fold(folder.to_owned(), |path, part| path.join(part));
        let failed = |source| TemplateError::File { path: path.clone(), source };
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(failed)?;
        }
        match std::fs::File::options().write(true).create_new(true).open(&path) {
            Ok(mut file) => file.write_all(self.explained_source(name)?.as_bytes()).map_err(failed)?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                return Ok(Exported { path, written: false });
            }
            Err(error) => return Err(failed(error)),
        }
        Ok(Exported { path, written: true })
    }
}
