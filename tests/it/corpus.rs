//! Real mail from other projects' tests, read in place.

use crate::sandbox::{Sandbox, shared};

#[test]
fn ordinary_mail_is_neither_answered_nor_feared() {
    let Some(folder) = shared("corpus/mail") else { return };
    let sandbox = Sandbox::new("[me]\nname = \"Jana Weber\"\n");
    let run = sandbox.run(&["--json", "draft", &folder.display().to_string()]).ok();
    assert_eq!(run.json(), Vec::<serde_json::Value>::new());
}
