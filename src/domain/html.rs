//! HTML of mails and of X-ALT-DESC → the text that a person would see.

/// The readable text of a piece of HTML: blocks on lines of their own, items of lists with a dash.
#[must_use]
pub fn html_to_text(html: &str) -> String {
    let mut text = Text::default();
    let mut rest = html;
    // An element that never closes is looked for once only: a hostile text would hold thousands.
    let mut all_close = true;
    let last_tag_end = html.rfind('>').unwrap_or(0);
    while let Some(start) = rest.find('<') {
        text.add(&rest[..start]);
        let tag = &rest[start..];
        if html.len() - tag.len() > last_tag_end {
            rest = tag;
            break;
        }
        if let Some(comment) = tag.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        } else if let Some(end) = end_of_tag(tag) {
            let tag_text = &tag[1..end];
            rest = &tag[end + 1..];
            let name = tag_name(tag_text);
            if HIDDEN.contains(&name.as_str()) && !tag_text.starts_with('/') {
                let after = if all_close { after_closing(rest, &name) } else { None };
                all_close = after.is_some();
                rest = after.unwrap_or(rest);
            } else {
                text.tag(&name, tag_text);
            }
        } else {
            text.add("<");
            rest = &tag[1..];
        }
    }
    text.add(rest);
    text.finish()
}

/// Plain text as HTML or XML: nothing of it is markup.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What no reader shows.
const HIDDEN: [&str; 6] = ["head", "style", "script", "title", "template", "noscript"];

/// What stands on lines of its own.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "br",
    "tr",
    "table",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "pre",
    "dl",
    "dt",
];

/// How far into a tag its quotes are believed: one that never closes must not swallow the rest of the mail.
const QUOTES_REACH: usize = 4096;

/// Where a tag that starts with `<` ends; none where it is only a "less than".
fn end_of_tag(tag: &str) -> Option<usize> {
    let after = tag.as_bytes().get(1)?;
    if !(after.is_ascii_alphabetic() || matches!(after, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = None;
    for (at, c) in tag.bytes().enumerate().take(QUOTES_REACH) {
        match (quote, c) {
            (None, b'"' | b'\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, b'>') => return Some(at),
            _ => {}
        }
    }
    tag.find('>')
}

fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches('/');
    name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase()
}

/// What follows the closing tag of an element; `None` where it never closes.
fn after_closing<'a>(html: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        let tag = &rest[at + 2..];
        if tag.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return Some(tag.find('>').map_or("", |end| &tag[end + 1..]));
        }
        rest = tag;
    }
    None
}

/// The text so far.
#[derive(Default)]
struct Text {
    lines: String,
    space_due: bool,
}

impl Text {
    fn add(&mut self, raw: &str) {
        let mut rest = raw;
        while let Some(at) = rest.find('&') {
            self.words(&rest[..at]);
            let (decoded, length) = entity(&rest[at..]);
            self.words(&decoded);
            rest = &rest[at + length..];
        }
        self.words(rest);
    }

    fn words(&mut self, raw: &str) {
        for c in raw.chars() {
            if c.is_ascii_whitespace() {
                self.space_due = true;
            } else {
                if self.space_due && !self.lines.is_empty() && !self.lines.ends_with(['\n', ' ']) {
                    self.lines.push(' ');
                }
                self.space_due = false;
                self.lines.push(if c == '\u{a0}' { ' ' } else { c });
            }
        }
    }

    fn tag(&mut self, name: &str, tag: &str) {
        let closing = tag.starts_with('/');
        match name {
            "li" if !closing => {
                self.end_line();
                self.lines.push_str("- ");
                self.space_due = false;
            }
            "td" | "th" => self.space_due = true,
            "br" => self.lines.push('\n'),
            "p" | "h1" | "h2" | "h3" | "h4" if !closing => {
                self.end_line();
                if !self.lines.is_empty() && !self.lines.ends_with("\n\n") {
                    self.lines.push('\n');
                }
            }
            _ if BLOCKS.contains(&name) => self.end_line(),
            "a" if !closing => self.link(tag),
            _ => {}
        }
    }

    /// The address behind a link is what an online meeting is joined by.
    fn link(&mut self, tag: &str) {
        let Some(href) = attribute(tag, "href") else { return };
        let address = decode_entities(href.trim());
        let interesting = super::online_meeting::is_meeting_link(&address);
        if interesting && !self.lines.ends_with(&format!("<{address}>")) {
            self.words(" <");
            self.words(&address);
            self.words("> ");
        }
    }

    fn end_line(&mut self) {
        self.space_due = false;
        if !self.lines.is_empty() && !self.lines.ends_with('\n') && !self.lines.ends_with("\n- ") {
            self.lines.push('\n');
        }
    }

    fn finish(self) -> String {
        let mut text = String::with_capacity(self.lines.len());
        let mut empty_lines = 0;
        for line in self.lines.lines().map(str::trim_end) {
            empty_lines = if line.is_empty() { empty_lines + 1 } else { 0 };
            if empty_lines <= 1 {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.trim().to_owned()
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag.to_ascii_lowercase().find(&format!("{name}="))?;
    let value = tag.get(at + name.len() + 1..)?;
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split_ascii_whitespace().next(),
    }
}

fn decode_entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        let (character, length) = entity(&rest[at..]);
        decoded.push_str(&character);
        rest = &rest[at + length..];
    }
    decoded.push_str(rest);
    decoded
}

/// The text that an entity stands for and its length in octets; the ampersand itself where it is none.
fn entity(text: &str) -> (String, usize) {
    let ampersand = || ("&".to_owned(), 1);
    let Some(end) = text.bytes().take(12).position(|c| c == b';') else { return ampersand() };
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => number
            .strip_prefix(['x', 'X'])
            .map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32),
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    };
    character.map_or_else(ampersand, |c| (c.to_string(), end + 1))
}

/// The entities that mail programs write; the rest come as numbers.
#[rustfmt::skip]
const ENTITIES: [(&str, char); 58] = [
    ("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\''), ("nbsp", '\u{a0}'),
    ("auml", 'ä'), ("ouml", 'ö'), ("uuml", 'ü'), ("Auml", 'Ä'), ("Ouml", 'Ö'), ("Uuml", 'Ü'), ("szlig", 'ß'),
    ("eacute", 'é'), ("egrave", 'è'), ("ecirc", 'ê'), ("euml", 'ë'), ("Eacute", 'É'), ("agrave", 'à'), ("aacute", 'á'),
    ("acirc", 'â'), ("aring", 'å'), ("aelig", 'æ'), ("ccedil", 'ç'), ("Ccedil", 'Ç'), ("icirc", 'î'), ("iuml", 'ï'),
    ("iacute", 'í'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'), ("oslash", 'ø'), ("uacute", 'ú'),
    ("ugrave", 'ù'), ("ucirc", 'û'), ("euro", '€'), ("pound", '£'), ("sect", '§'), ("copy", '©'), ("reg", '®'),
    ("deg", '°'), ("middot", '·'), ("bull", '•'), ("hellip", '…'), ("ndash", '–'), ("mdash", '—'), ("laquo", '«'),
    ("raquo", '»'), ("lsquo", '‘'), ("rsquo", '’'), ("sbquo", '‚'), ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'),
    ("shy", '\u{ad}'), ("zwnj", '\u{200c}'), ("frac12", '½'), ("times", '×'),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_reads_as_people_see_it() {
        let cases = [
            ("<p>Guten Tag,</p><p>passt der <b>Don</b>nerstag?</p>", "Guten Tag,\n\npasst der Donnerstag?"),
            ("<ul><li>Budget</li><li>Personal</li></ul>Gr&uuml;&szlig;e", "- Budget\n- Personal\nGrüße"),
            ("<head><title>x</title><style>p{a>b}</style></head><div>A</div><div>B<br>C</div>", "A\nB\nC"),
            ("a &amp; b &lt; c&nbsp;&#8211; d &unknown; &", "a & b < c – d &unknown; &"),
            ("<table><tr><td>Ort</td><td>Köln</td></tr><tr><td>Zeit</td></tr></table>", "Ort Köln\nZeit"),
            ("1 < 2 <!-- nie > da --> und 3 > 2", "1 < 2 und 3 > 2"),
            (
                "<a href=\"https://teams.microsoft.com/l/meetup-join/19%3ax?a=1&amp;b=2\">Hier beitreten</a>",
                "<https://teams.microsoft.com/l/meetup-join/19%3ax?a=1&b=2> Hier beitreten",
            ),
            ("<img alt=\"a>b\">da", "da"),
        ];
        for (html, expected) in cases {
            assert_eq!(html_to_text(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn no_html_panics(html in "([<>/!&;#'\"= -]|li|head|style|a href|x|ü|&auml;|<!--|</style>){0,60}") {
            let _ = html_to_text(&html);
        }
    }
}
