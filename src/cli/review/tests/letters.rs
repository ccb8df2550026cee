//! Letters for the desk's tests, so that another wording of the real ones changes no picture.

use std::fs;

use crate::adapters::templates::Templates;

const LETTER: &str = r#"Subject: {{ reply.subject }}

{{ recipient.salutation }}

hier steht ein Brief in einigen Sätzen, die so lang sind, dass sie in einem schmalen Fenster umbrochen werden müssen.
{% if reply.slots %}

Passt es {{ reply.slots | choice(form="long") }}?
{% endif %}

Mit freundlichen Grüßen
Jana Weber
"#;

const BRIEFING: &str = r#"Subject: Vertretung

{{ recipient.salutation }}

Vereinbart wurde: {{ gap(name="agreed", hint="Ergebnis der letzten Gespräche ergänzen") }}

Das wird wahrscheinlich gefragt:
- Entwürfe: {{ gap(name="answer_1", hint="Antwort ergänzen") }}
- Kosten der Beschriftung der Lkw: {{ gap(name="answer_2", hint="Antwort ergänzen") }}

Das darfst du zusagen: {{ gap(name="may_promise", hint="Spielraum ergänzen") }}
Das bitte nur nach Rücksprache: {{ gap(name="limits", hint="Grenzen ergänzen") }}
Unterlagen: {{ gap(name="papers", hint="Ablage ergänzen") }}
"#;

/// The same letter for every kind, and a briefing with six gaps.
pub fn templates() -> Templates {
    let folder = tempfile::tempdir().unwrap();
    for form in ["sie", "du"] {
        fs::create_dir(folder.path().join(form)).unwrap();
        for kind in ["call", "shorter", "written", "handoff", "attend", "briefing"] {
            let text = if kind == "briefing" { BRIEFING } else { LETTER };
            fs::write(folder.path().join(form).join(format!("{kind}.tera")), text).unwrap();
        }
    }
    Templates::with_overrides(folder.path()).unwrap()
}
