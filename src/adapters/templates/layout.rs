//! From what Tera wrote to a mail: headers, paragraphs, gaps.
//!
//! A line that holds nothing but tags vanishes. Sentences of a paragraph stand on lines of their own in the template
//! and are joined; a line that does not end like a sentence keeps its line break. An empty line ends a paragraph.

use super::gap::{Gap, shown};
use super::marks::{BREAK, TAGGED, VALUE_END, marked_line};

/// A letter as it leaves the templates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedLetter {
    /// The Subject, on one line.
    pub subject: String,
    /// The text, lines ended by LF, none at the end.
    pub text: String,
    /// What a person must still fill in.
    pub gaps: Vec<Gap>,
}

/// A letter's parts before typography, and the template lines that they came from.
pub(super) struct Layout {
    /// Name and value of each header line.
    pub(super) headers: Vec<(String, String)>,
    /// A line among the headers that is none.
    pub(super) stray: Option<String>,
    /// The paragraphs.
    pub(super) text: String,
    /// The numbers of the template lines that left words in it.
    pub(super) lines: Vec<usize>,
}

/// Lays out what Tera wrote.
pub(super) fn lay_out(written: &str) -> Layout {
    let mut layout = Layout { headers: Vec::new(), stray: None, text: String::new(), lines: Vec::new() };
    let mut lines = written.split('\n').filter_map(|line| readable(line, &mut layout.lines)).peekable();
    while lines.next_if(String::is_empty).is_some() {}
    for line in lines.by_ref().take_while(|line| !line.is_empty()) {
        let line = line.replace(BREAK, " ").replace(VALUE_END, "");
        match line.split_once(':').filter(|(name, _)| !name.is_empty() && !name.contains(' ')) {
            Some((name, value)) => layout.headers.push((name.to_owned(), collapsed(value))),
            None => layout.stray = layout.stray.take().or(Some(line)),
        }
    }
    let mut paragraphs: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        match paragraphs.last_mut().filter(|_| open && !line.is_empty()) {
            Some(paragraph) => {
                paragraph.push(if goes_on(paragraph, &line) { ' ' } else { '\n' });
                paragraph.push_str(&line);
            }
            None if line.is_empty() => {}
            None => paragraphs.push(line.clone()),
        }
        open = !line.is_empty();
    }
    begin_large(&mut paragraphs);
    layout.text = paragraphs.join("\n\n").replace(VALUE_END, "").replace(BREAK, "\n");
    layout
}

/// A written line without marks and needless spaces; none where its tags left nothing.
fn readable(line: &str, numbers: &mut Vec<usize>) -> Option<String> {
    let tagged = line.contains(TAGGED);
    let mut own = Vec::new();
    let bare: String = line
        .chars()
        .filter(|character| {
            own.extend(marked_line(*character));
            *character != TAGGED && *character != '\r' && marked_line(*character).is_none()
        })
        .collect();
    let bare = collapsed(&bare);
    if bare.is_empty() {
        return (!tagged).then_some(bare);
    }
    numbers.append(&mut own);
    Some(bare)
}

/// One space between words, none at the ends; no-break spaces stay.
fn collapsed(line: &str) -> String {
    line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the next line carries on the paragraph's last one.
fn goes_on(paragraph: &str, next: &str) -> bool {
    const BULLETS: [&str; 4] = ["- ", "– ", "• ", "* "];
    let is_item = |line: &str| BULLETS.iter().any(|bullet| line.starts_with(bullet));
    let last = paragraph.rsplit('\n').next().unwrap_or(paragraph);
    let ends = last.trim_end_matches(['“', '‘', '»', '›', '"', ')']);
    ends.ends_with(['.', '?', '!']) && !is_item(last) && !is_item(next)
}

/// After a salutation without a comma (Switzerland) the letter begins with a capital.
fn begin_large(paragraphs: &mut [String]) {
    let [salutation, first, ..] = paragraphs else { return };
    if salutation.ends_with(',') {
        return;
    }
    let mut letters = first.chars();
    if let Some(letter) = letters.next().filter(|letter| letter.is_lowercase()) {
        *first = letter.to_uppercase().chain(letters).collect();
    }
}

impl Layout {
    /// The letter; `polish` sets spaces, quotation marks and "ss" in its text.
    pub(super) fn finish(self, subject: &str, polish: impl Fn(&str) -> String) -> RenderedLetter {
        let (text, gaps) = shown(&polish(&self.text));
        // A sender's subject stays as it is: it is a name, not a text.
        let (subject, more) = shown(subject);
        let more = more.into_iter().filter(|gap| gaps.iter().all(|known| known.name != gap.name)).collect::<Vec<_>>();
        let subject = subject.replace(['\u{a0}', '\u{202f}', '\n'], " ");
        RenderedLetter { subject, text, gaps: more.into_iter().chain(gaps).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_reads_like_its_mail() {
        let written = format!(
            "{TAGGED}\nSubject: AW:  Plan \n\nHallo Anna,\n\ndanke.{TAGGED}\n{TAGGED}\nDas reicht.\n{TAGGED}\n\n- eins.\n- zwei\n\n\nGruß\nJana"
        );
        let layout = lay_out(&written);
        assert_eq!(layout.headers, [("Subject".to_owned(), "AW: Plan".to_owned())]);
        assert_eq!(layout.text, "Hallo Anna,\n\ndanke. Das reicht.\n\n- eins.\n- zwei\n\nGruß\nJana");
    }

    #[test]
    fn the_end_of_a_value_is_not_the_end_of_a_sentence() {
        let layout = lay_out(&format!("Subject: x\n\nOrt: Haus e.V.{VALUE_END}\nZeit: 10 Uhr\n\nTel. 1{BREAK}Fax 2"));
        assert_eq!(layout.text, "Ort: Haus e.V.\nZeit: 10 Uhr\n\nTel. 1\nFax 2");
    }

    #[test]
    fn the_swiss_letter_begins_with_a_capital() {
        let layout = lay_out("Subject: x\n\nGuten Tag Frau Pfister\n\nüber Ihre Einladung …");
        assert_eq!(layout.text, "Guten Tag Frau Pfister\n\nÜber Ihre Einladung …");
    }

    #[test]
    fn a_header_is_one_line_and_a_stray_line_is_seen() {
        let layout = lay_out(&format!("Subject: a{BREAK}Bcc: b\nHallo\n\nText"));
        assert_eq!(layout.headers, [("Subject".to_owned(), "a Bcc: b".to_owned())]);
        assert_eq!(layout.stray.as_deref(), Some("Hallo"));
    }
}
