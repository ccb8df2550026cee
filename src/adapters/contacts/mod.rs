//! The address book: CSV files, vCards (RFC 6350) and folders of them.

mod csv_file;
mod vcard;

use std::path::Path;

use crate::domain::contact::Contact;
use crate::domain::reading::Reading;

/// A contacts file over this size is not read.
const MAX_BYTES: u64 = 20 * 1024 * 1024;

/// Reads a CSV file, a vCard file, or a folder of vCards (vdir, searched deeply).
#[must_use]
pub fn read(path: &Path) -> Reading<Vec<Contact>> {
    if !path.is_dir() {
        return read_file(path);
    }
    let mut all = Reading::clean(Vec::new());
    for entry in walkdir::WalkDir::new(path).max_depth(8).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && extension(entry.path()) == "vcf" => {
                let one = read_file(entry.path());
                all.value.extend(one.value);
                all.warnings.extend(one.warnings);
            }
            Ok(_) => {}
            Err(error) => all.warnings.push(error.to_string()),
        }
    }
    all
}

fn extension(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().to_lowercase()
}

fn read_file(path: &Path) -> Reading<Vec<Contact>> {
    let nothing = |reason: String| Reading::clean(Vec::new()).warn(format!("{}: {reason}", path.display()));
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.len() > MAX_BYTES => return nothing("contacts over 20 MiB are not read".to_owned()),
        _ => {}
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return nothing(format!("{error}; see [contacts] paths")),
    };
    let text = String::from_utf8_lossy(&bytes);
    let mut read = if extension(path) == "vcf" || text.trim_start().to_ascii_uppercase().starts_with("BEGIN:VCARD") {
        vcard::read(&text)
    } else {
        csv_file::read(&text)
    };
    for warning in &mut read.warnings {
        *warning = format!("{}: {warning}", path.display());
    }
    read
}

/// A value without surrounding space; `None` where nothing is left.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
