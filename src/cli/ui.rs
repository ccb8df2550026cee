//! The one way out: results to stdout, words to stderr, and nothing that a terminal would obey.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

/// How colourful output is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The style of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Bold,
    Dim,
    Green,
    Yellow,
    Red,
    Cyan,
}

/// Where a command's output goes.
#[expect(clippy::struct_excessive_bools, reason = "each was asked for by a flag of its own")]
pub struct Ui {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    /// Results are JSON Lines.
    pub json: bool,
    quiet: bool,
    color_out: bool,
    color_err: bool,
    /// Columns of the terminal, or a width that suits a file.
    pub width: usize,
    /// Whether a person watches stderr.
    pub watched: bool,
    /// What is kept of warnings, where somebody asked for it.
    kept: Option<Vec<String>>,
}

impl Ui {
    /// The process's own streams.
    #[must_use]
    pub fn new(json: bool, quiet: bool, color: ColorChoice) -> Self {
        let wanted = |is_terminal: bool| match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => is_terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self {
            out: Box::new(io::BufWriter::new(io::stdout())),
            err: Box::new(io::stderr()),
            json,
            quiet,
            color_out: wanted(io::stdout().is_terminal()),
            color_err: wanted(io::stderr().is_terminal()),
            width: console_width(),
            watched: io::stderr().is_terminal() && !quiet,
            kept: None,
        }
    }

    /// A line of results for people, [`clean`] or made of [`Ui::paint`]ed clean pieces; what nobody cleaned is cleaned
    /// here.
    ///
    /// # Errors
    /// Whatever stdout says, a closed pipe above all.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        if self.color_out {
            writeln!(self.out, "{}", painted(text))
        } else {
            writeln!(self.out, "{}", clean_lines(text))
        }
    }

    /// One result as a JSON line.
    ///
    /// # Errors
    /// Whatever stdout says.
    pub fn json_line(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        writeln!(self.out)
    }

    /// The exact bytes of a result.
    ///
    /// # Errors
    /// Whatever stdout says.
    pub fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)
    }

    /// Something that the user should know but that stops nothing.
    pub fn warn(&mut self, text: &str) {
        if let Some(kept) = &mut self.kept {
            kept.push(text.to_owned());
        }
        let head = self.paint_err("warning:", Style::Yellow);
        let _ = self.out.flush();
        let _ = writeln!(self.err, "{head} {}", clean(text));
    }

    /// From now on warnings are kept too.
    pub fn keep_warnings(&mut self) {
        self.kept = Some(Vec::new());
    }

    /// The warnings that were kept.
    pub fn kept_warnings(&mut self) -> Vec<String> {
        self.kept.take().unwrap_or_default()
    }

    /// A word on what is going on.
    pub fn note(&mut self, text: &str) {
        if !self.quiet {
            let _ = self.out.flush();
            let _ = writeln!(self.err, "{}", clean_lines(text));
        }
    }

    /// The end of a run that failed.
    pub fn error(&mut self, error: &super::error::CommandError) {
        let head = self.paint_err("error:", Style::Red);
        let _ = self.out.flush();
        let _ = writeln!(self.err, "{head} {error}");
    }

    /// A clean piece of a result line in a style, where colour is wanted.
    #[must_use]
    pub fn paint(&self, text: &str, style: Style) -> String {
        paint(text, style, self.color_out)
    }

    /// Whether results may be coloured.
    #[must_use]
    pub fn colors(&self) -> bool {
        self.color_out
    }

    fn paint_err(&self, text: &str, style: Style) -> String {
        paint(text, style, self.color_err)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// Whatever stdout says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn paint(text: &str, style: Style, color: bool) -> String {
    let code = match style {
        Style::Bold => "1",
        Style::Dim => "2",
        Style::Red => "31",
        Style::Green => "32",
        Style::Yellow => "33",
        Style::Cyan => "36",
    };
    if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Clean text whose colours stay.
fn painted(text: &str) -> String {
    let mut pieces = text.split('\u{1b}');
    let mut kept = clean_lines(pieces.next().unwrap_or_default());
    for piece in pieces {
        let code = piece.strip_prefix('[').and_then(|code| code.split_once('m'));
        let is_color = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
        match code.filter(|(code, _)| is_color(code)) {
            Some((code, rest)) => kept.extend(["\u{1b}[", code, "m", &clean_lines(rest)]),
            None => kept.push_str(&clean_lines(piece)),
        }
    }
    kept
}

fn console_width() -> usize {
    if !io::stdout().is_terminal() {
        return std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok()).unwrap_or(110).clamp(60, 400);
    }
    comfy_table::Table::new().width().map_or(100, usize::from).clamp(40, 400)
}

/// Text from outside on one line, without what a terminal would obey: control characters and bidi overrides.
#[must_use]
pub fn clean(text: &str) -> String {
    clean_lines(text).replace('\n', " ")
}

/// Text from outside, lines kept, without what a terminal would obey.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\t' => Some(' '),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                None
            }
            '\n' | '\u{2028}' | '\u{2029}' => Some('\n'),
            c if c.is_control() => None,
            c => Some(c),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\r\nc\u{202e}d\u{9b}2J"), "a[31mb cd2J");
        assert_eq!(clean_lines("ä\n🙂\u{2066}x"), "ä\n🙂x");
        assert_eq!(
            painted("\u{1b}[1;31mä\u{1b}[0m\n\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}\u{1b}"),
            "\u{1b}[1;31mä\u{1b}[0m\n[2J]0;x"
        );
    }
}
