//! Calendars and address books: those that vdirsyncer, khal and khard name, and the usual places.

use std::path::{Path, PathBuf};

use super::Places;
use super::files::Files;
use super::ini::{sections, unquoted};

/// Where calendars usually are.
const CALENDARS: [&str; 9] = [
    ".calendars",
    ".calendar",
    "calendars",
    "Calendars",
    "Kalender",
    ".local/share/calendars",
    ".local/share/vdirsyncer/calendars",
    ".local/share/evolution/calendar/system/calendar.ics",
    ".local/share/korganizer/std.ics",
];
/// Where address books usually are.
const CONTACTS: [&str; 6] =
    [".contacts", "contacts", "Contacts", "Kontakte", ".local/share/contacts", ".local/share/vdirsyncer/contacts"];
/// So deeply are files looked for.
const MAX_DEPTH: usize = 4;
/// No more entries than this are looked at in a folder.
const MAX_ENTRIES: usize = 2_000;

/// The calendars.
pub(super) fn calendars(places: &Places, files: &mut Files) -> Vec<PathBuf> {
    let mut named = vdirsyncer(places, files, ".ics");
    named.extend(listed(&places.config.join("khal/config"), places, files));
    with_usual(named, &CALENDARS, "ics", places)
}

/// The address books.
pub(super) fn contacts(places: &Places, files: &mut Files) -> Vec<PathBuf> {
    let mut named = vdirsyncer(places, files, ".vcf");
    named.extend(listed(&places.config.join("khard/khard.conf"), places, files));
    with_usual(named, &CONTACTS, "vcf", places)
}

/// The local folders that vdirsyncer keeps for files of an ending.
fn vdirsyncer(places: &Places, files: &mut Files, ending: &str) -> Vec<PathBuf> {
    let paths = [places.config.join("vdirsyncer/config"), places.home.join(".vdirsyncer/config")];
    let Some(text) = paths.iter().find_map(|path| files.text(path)) else { return Vec::new() };
    local_storages(&text, ending).iter().map(|path| places.path(path)).collect()
}

/// The paths of the local storages for files of an ending.
pub(super) fn local_storages(text: &str, ending: &str) -> Vec<String> {
    let storages = sections(text).into_iter().filter(|section| section.name.starts_with("storage"));
    let get = |section: &super::ini::Section, key: &str| section.get(key).map(unquoted);
    storages
        .filter(|section| matches!(get(section, "type").as_deref(), Some("filesystem" | "singlefile")))
        .filter(|section| {
            get(section, "fileext").as_deref() == Some(ending)
                || get(section, "path").is_some_and(|path| path.ends_with(ending))
        })
        .filter_map(|section| get(&section, "path"))
        .collect()
}

/// The paths that a configuration of khal or khard lists; a pattern stands for the folder above it.
fn listed(config: &Path, places: &Places, files: &mut Files) -> Vec<PathBuf> {
    files.text(config).map_or_else(Vec::new, |text| listed_paths(&text).iter().map(|path| places.path(path)).collect())
}

/// The paths of a configuration.
pub(super) fn listed_paths(text: &str) -> Vec<String> {
    let without_pattern = |path: &str| match path.find(['*', '?', '{']) {
        Some(at) => {
            path.get(..at).unwrap_or_default().rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned())
        }
        None => path.to_owned(),
    };
    let paths = sections(text).into_iter().filter_map(|section| section.get("path").map(unquoted));
    paths.map(|path| without_pattern(&path)).filter(|path| !path.trim_matches(['~', '/']).is_empty()).collect()
}

/// What is named and what is usual, as far as it holds files of an ending; nothing that lies in another one.
fn with_usual(named: Vec<PathBuf>, usual: &[&str], ending: &str, places: &Places) -> Vec<PathBuf> {
    let usual = usual.iter().map(|path| places.home.join(path));
    let mut found: Vec<PathBuf> = Vec::new();
    for path in named.into_iter().chain(usual) {
        // A home as a whole is no address book.
        if places.home.starts_with(&path) || !holds(&path, ending) || found.iter().any(|known| path.starts_with(known))
        {
            continue;
        }
        found.retain(|known| !known.starts_with(&path));
        found.push(path);
    }
    found
}

/// Whether a path is such a file, or a folder with one in it.
fn holds(path: &Path, ending: &str) -> bool {
    walkdir::WalkDir::new(path).max_depth(MAX_DEPTH).into_iter().flatten().take(MAX_ENTRIES).any(|entry| {
        entry.file_type().is_file() && entry.path().extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
    })
}
