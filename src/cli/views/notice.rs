//! New drafts as a notice on the desktop.

use super::words;
use crate::adapters::desktop::Notice;
use crate::cli::ui::clean;
use crate::domain::draft::Draft;

/// So many drafts are named.
const NAMED: usize = 4;
/// So long a line may be; desktops show little more.
const LONGEST: usize = 90;

/// What is said of drafts that are new; nothing of none.
#[must_use]
pub fn of_new(drafts: &[Draft]) -> Option<Notice> {
    let lines = drafts.iter().map(|draft| {
        let to = draft.letter.to.first().map_or_else(String::new, words::person);
        format!("{} to {to}: {}", draft.reply.kind, draft.letter.subject)
    });
    notice(&lines.collect::<Vec<_>>())
}

fn notice(lines: &[String]) -> Option<Notice> {
    if lines.is_empty() {
        return None;
    }
    let mut body: Vec<String> = lines.iter().take(NAMED).map(|line| harmless(line)).collect();
    if lines.len() > NAMED {
        body.push(format!("and {} more", lines.len() - NAMED));
    }
    let letters = if lines.len() == 1 { "letter" } else { "letters" };
    Some(Notice { summary: format!("statt: {} {letters} drafted", lines.len()), body: body.join("\n") })
}

/// One short line in which no desktop finds markup. Some understand entities and some show them as they are, so there
/// are none.
fn harmless(text: &str) -> String {
    let line = clean(text).replace('<', "‹").replace('>', "›").replace('&', "＆");
    if line.chars().count() <= LONGEST {
        return line;
    }
    line.chars().take(LONGEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_markup_gets_to_the_desktop() {
        let long = "ä".repeat(200);
        let cut = format!("{}…", "ä".repeat(89));
        let cases = [
            ("call to Kim: Plan", "call to Kim: Plan"),
            ("<a href=\"http://x\">Müller & Söhne</a>", "‹a href=\"http://x\"›Müller ＆ Söhne‹/a›"),
            ("&lt;b&gt;", "＆lt;b＆gt;"),
            ("a\u{1b}[31m\nb\u{202e}c", "a[31m bc"),
            (&long, &cut),
        ];
        for (text, shown) in cases {
            assert_eq!(harmless(text), shown);
        }
    }

    #[test]
    fn many_drafts_are_one_notice() {
        let lines: Vec<String> = (1..=150).map(|number| format!("call to Kim: {number}")).collect();
        assert_eq!(notice(&[]), None);
        assert_eq!(notice(&lines[..1]).map(|one| one.summary), Some("statt: 1 letter drafted".to_owned()));
        let many = notice(&lines).expect("a notice");
        assert_eq!(many.summary, "statt: 150 letters drafted");
        assert_eq!(many.body.lines().count(), 5);
        assert!(many.body.ends_with("and 146 more"));
    }
}
