//! Cheap looks at mails, which pass over most of them: nothing gets lost that reading them in full would find.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;
use statt::adapters::inbox;
use statt::assistant::reading::Reader;
use statt::domain::invite::Invite;

use crate::sandbox::{NOW, examples, shared};

/// What matters in each mail of a folder.
fn found(folder: &Path, all: bool) -> BTreeMap<String, (Option<Invite>, bool, Vec<String>)> {
    let now: DateTime<FixedOffset> = NOW.parse().expect("a moment");
    let mut found = BTreeMap::new();
    let reader = Reader { now: now.with_timezone(&Tz::Europe__Berlin), all };
    reader.read_all(inbox::open(folder).expect("a folder"), |mail| {
        if let Ok(Some(mail)) = mail {
            let left_out = mail.warnings.into_iter().filter(|warning| warning.ends_with("left out")).collect();
            let what = (mail.invite, mail.unreadable_calendar, left_out);
            if what != (None, false, Vec::new()) {
                found.insert(mail.message.source, what);
            }
        }
    });
    found
}

#[test]
fn whatever_reading_in_full_finds_is_found() {
    let corpus = ["mail", "invites", "tnef"].into_iter().filter_map(|part| shared(&format!("corpus/{part}")));
    let mut mails = 0;
    for folder in corpus.chain([examples().join("inbox")]) {
        let whole = found(&folder, true);
        mails += whole.len();
        let quick = found(&folder, false);
        for (source, what) in &whole {
            assert_eq!(quick.get(source), Some(what), "{source}");
        }
        assert_eq!(quick.len(), whole.len(), "{}", folder.display());
    }
    assert!(mails > 0);
}
