//! Texts from the editor that could not be taken, saved where the outbox is when the desk is closed.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::domain::draft::DraftId;

/// Writes each text to a file of its own, which only its owner can read; gives mail and file.
pub(super) fn save(texts: &HashMap<DraftId, String>, outbox: &Path) -> io::Result<Vec<(DraftId, PathBuf)>> {
    let folder = outbox.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut ids: Vec<&DraftId> = texts.keys().collect();
    ids.sort();
    ids.into_iter()
        .map(|id| {
            let name = format!("mail-{id}-");
            let mut file = tempfile::Builder::new().prefix(&name).suffix(".txt").tempfile_in(folder)?;
            file.write_all(texts[id].as_bytes())?;
            let (_, path) = file.keep()?;
            Ok((*id, path))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_is_in_a_file_beside_the_outbox() {
        let folder = tempfile::tempdir().unwrap();
        let texts = HashMap::from([(3, "drei".to_owned()), (1, "eins".to_owned())]);
        let saved = save(&texts, &folder.path().join("outbox.db")).unwrap();
        let read: Vec<_> = saved.iter().map(|(id, path)| (*id, std::fs::read_to_string(path).unwrap())).collect();
        assert_eq!(read, [(1, "eins".to_owned()), (3, "drei".to_owned())]);
        assert!(saved.iter().all(|(_, path)| path.parent() == Some(folder.path())));
    }
}
