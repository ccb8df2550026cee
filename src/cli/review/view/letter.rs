//! The letter as it will be sent.

use ratatui::text::{Line, Span};

use super::text::{heading, labelled, wrapped};
use crate::cli::review::entry::Entry;
use crate::cli::review::state::State;
use crate::cli::review::theme::{Look, Theme};
use crate::cli::ui::clean;
use crate::cli::views::outbox_words::{in_words, says};
use crate::cli::views::words;
use crate::domain::address::Person;
use crate::domain::draft::{Draft, DraftRole, Gap, Status};

/// The lines of a letter or a briefing.
pub fn lines(mail: &Draft, entry: &Entry, state: &State, width: u16) -> Vec<Line<'static>> {
    let theme = state.theme;
    let letter = &mail.letter;
    let plain = theme.style(Look::Plain);
    let mut lines = labelled("To", &people(&letter.to), plain, theme, width);
    if !letter.cc.is_empty() {
        lines.extend(labelled("Cc", &people(&letter.cc), plain, theme, width));
    }
    lines.extend(labelled("Subject", &clean(&letter.subject), theme.style(Look::Heading), theme, width));
    lines.extend(labelled("Status", &status(mail, entry, state), theme.status(mail.status), theme, width));
    if let Some(answer) = &mail.calendar {
        lines.extend(labelled("Calendar", in_words(answer), plain, theme, width));
    }
    lines.push(heading("", theme, width));
    for line in wrapped(letter.text.trim_end(), width, "") {
        lines.push(with_gaps(&line, &letter.gaps, theme));
    }
    if let Some(quotation) = &letter.quotation {
        lines.push(Line::default());
        let dim = theme.style(Look::Dim);
        lines.extend(wrapped(quotation.trim_end(), width, "> ").into_iter().map(|line| Line::styled(line, dim)));
    }
    lines
}

fn people(people: &[Person]) -> String {
    if people.is_empty() {
        return "nobody yet: c names a colleague".to_owned();
    }
    people.iter().map(words::full_person).collect::<Vec<_>>().join(", ")
}

fn status(mail: &Draft, entry: &Entry, state: &State) -> String {
    let said = says(mail, state.moments());
    let mut parts = vec![mail.status.to_string()];
    // Of a briefing the last words say the same.
    if !said.is_empty() && said != format!("for mail {}", entry.id()) {
        parts.push(clean(&said));
    }
    if mail.hand_edited {
        parts.push("edited by hand".to_owned());
    }
    match (mail.role, &entry.briefing) {
        (DraftRole::Reply, Some(_)) => parts.push("its briefing goes first (Tab)".to_owned()),
        (DraftRole::Briefing, _) => parts.push(format!("sent before mail {}", entry.id())),
        (DraftRole::Reply, None) => {}
    }
    if mail.status == Status::Uncertain {
        parts.push("look into your Sent folder, then o settles it".to_owned());
    }
    if state.kept.contains_key(&mail.id) {
        parts.push("a text of yours is not in it yet (e)".to_owned());
    }
    parts.join(" · ")
}

/// Gaps stand out, also where a line ends within one; a sender's own «…» does not.
fn with_gaps(line: &str, gaps: &[Gap], theme: Theme) -> Line<'static> {
    let mut spans = Vec::new();
    let mut rest = line;
    let mut inside = !gaps.is_empty() && starts_inside(line, gaps);
    while !rest.is_empty() {
        let (end, look) = if inside {
            (rest.find('»').map_or(rest.len(), |at| at + '»'.len_utf8()), Look::Gap)
        } else {
            (gap_start(rest, gaps).unwrap_or(rest.len()), Look::Plain)
        };
        if end > 0 {
            spans.push(Span::styled(rest[..end].to_owned(), theme.style(look)));
        }
        rest = &rest[end..];
        inside = !inside;
    }
    Line::from(spans)
}

/// Where the first gap of a line begins.
fn gap_start(line: &str, gaps: &[Gap]) -> Option<usize> {
    line.match_indices('«').map(|(at, _)| at).find(|at| {
        let after = &line[at + '«'.len_utf8()..];
        let shown = after.split('»').next().unwrap_or(after);
        gaps.iter().any(|gap| same(&gap.hint, shown, after.contains('»')))
    })
}

/// Whether a line begins with the rest of a gap that the line before it began.
fn starts_inside(line: &str, gaps: &[Gap]) -> bool {
    let Some(end) = line.find('»') else { return false };
    let rest = &line[..end];
    !rest.contains('«') && gaps.iter().any(|gap| flat(&gap.hint).ends_with(&flat(rest)) && !rest.is_empty())
}

fn same(hint: &str, shown: &str, whole: bool) -> bool {
    let (hint, shown) = (flat(hint), flat(shown));
    if whole { hint == shown } else { hint.starts_with(&shown) }
}

fn flat(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_stand_out_and_a_senders_marks_do_not() {
        let gap = |hint: &str| Gap { name: "x".to_owned(), hint: hint.to_owned() };
        let gaps = [gap("Ihre Antwort"), gap("was zu tun ist")];
        let cases = [
            ("Das ist «Ihre Antwort».", vec!["«Ihre Antwort»"]),
            ("Das ist «Ihre\u{a0}Antwort» und «Haus».", vec!["«Ihre\u{a0}Antwort»"]),
            ("und «was zu", vec!["«was zu"]),
            ("tun ist», ja", vec!["tun ist»"]),
            ("nichts» hier", vec![]),
            ("", vec![]),
        ];
        let theme = Theme { colors: false };
        for (line, expected) in cases {
            let shown = with_gaps(line, &gaps, theme);
            let marked: Vec<&str> = shown
                .spans
                .iter()
                .filter(|span| span.style == theme.style(Look::Gap))
                .map(|span| span.content.as_ref())
                .collect();
            assert_eq!(marked, expected, "{line}");
            assert_eq!(shown.to_string(), line);
        }
    }
}
