//! What the system itself knows: the user's name, time zone and language.

use std::path::Path;

use super::files::Files;
use super::{Places, person};
use crate::domain::setup::{KnownAccount, zone_of};

/// Asks the list of users for the name of this home's owner.
pub(super) fn read(places: &Places, files: &mut Files) -> Vec<KnownAccount> {
    let text = files.text(Path::new("/etc/passwd")).unwrap_or_default();
    let name = owner(&text, &places.home);
    vec![KnownAccount { source: "the system".to_owned(), name, ..KnownAccount::default() }]
}

/// The full name of the user with a home folder; one word is a user's name and not a person's.
pub(super) fn owner(users: &str, home: &Path) -> Option<String> {
    let of_home = users
        .lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.get(5).is_some_and(|folder| Path::new(folder) == home))?;
    let name = person::name(of_home.get(4)?.split(',').next()?)?;
    name.contains(' ').then_some(name)
}

/// The time zone of this machine, unless it is that of a server.
#[must_use]
pub fn time_zone() -> Option<chrono_tz::Tz> {
    let by_variable = std::env::var("TZ").ok().and_then(|name| zone_of(&name));
    let by_file = || zone_of(&Files::default().text(Path::new("/etc/timezone"))?);
    let by_link = || zone_of(std::fs::read_link("/etc/localtime").ok()?.to_str()?);
    by_variable.or_else(by_file).or_else(by_link)
}

/// The language of this session, as its variables name it.
#[must_use]
pub fn language() -> Option<String> {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    ["LC_ALL", "LC_MESSAGES", "LC_TIME", "LANG"].iter().find_map(set)
}
