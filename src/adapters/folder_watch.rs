//! Changes in a folder of this machine, as the system tells them.

use std::path::Path;

use notify::event::ModifyKind;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Tells of changes as long as it lives.
#[derive(Debug)]
pub struct FolderWatch(#[expect(dead_code, reason = "it is only kept alive")] RecommendedWatcher);

impl FolderWatch {
    /// Tells when something is written under a path; of a file also when another takes its place.
    ///
    /// # Errors
    /// What the system says, in words.
    pub fn start(path: &Path, mut on_change: impl FnMut() + Send + 'static) -> Result<Self, String> {
        let tell = move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_writing(&event)) {
                on_change();
            }
        };
        let mut watcher = notify::recommended_watcher(tell).map_err(|error| error.to_string())?;
        let (folder, mode) = if path.is_dir() {
            (path, RecursiveMode::Recursive)
        } else {
            let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
            (parent.unwrap_or(Path::new(".")), RecursiveMode::NonRecursive)
        };
        watcher.watch(folder, mode).map_err(|error| error.to_string())?;
        Ok(Self(watcher))
    }
}

/// Reading a mail is an event as well, and changes nothing.
fn is_writing(event: &Event) -> bool {
    match event.kind {
        EventKind::Create(_) | EventKind::Any => true,
        EventKind::Modify(kind) => !matches!(kind, ModifyKind::Metadata(_)),
        EventKind::Access(_) | EventKind::Remove(_) => false,
        // The system lost some events.
        EventKind::Other => event.need_rescan(),
    }
}
