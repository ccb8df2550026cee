//! What would be sent: the bytes of the examples' replies.

use crate::sandbox::Sandbox;

#[test]
fn the_raw_mail_has_only_the_headers_that_it_needs() {
    let sandbox = Sandbox::with_examples();
    let drafted = sandbox.run(&["--json", "draft"]).ok().json();
    let known = [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "in-reply-to",
        "references",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    ];
    for mail in drafted {
        let id = mail["id"].as_str().expect("a number");
        let raw = sandbox.run(&["show", id, "--raw"]).ok().bytes;
        let text = String::from_utf8(raw).expect("seven bits");
        assert!(text.is_ascii() && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        let head = text.split("\r\n\r\n").next().expect("a header");
        for line in head.split("\r\n").filter(|line| !line.starts_with([' ', '\t'])) {
            let name = line.split(':').next().expect("a name").to_lowercase();
            assert!(known.contains(&name.as_str()), "{line}");
        }
        for name in ["In-Reply-To: <", "References: <"] {
            assert!(head.contains(name), "{head}");
        }
    }
}

#[test]
fn approved_bytes_do_not_change() {
    let sandbox = Sandbox::with_examples();
    sandbox.run(&["draft"]).ok();
    sandbox.run(&["approve", "3"]).ok();
    let raw = sandbox.run(&["show", "3", "--raw"]).ok().bytes;
    let later = sandbox.run(&["--now", "2026-11-23T17:00:00+01:00", "show", "3", "--raw"]).ok().bytes;
    assert_eq!(raw, later);
}
