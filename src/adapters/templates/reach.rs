//! Which lines of the templates leave words in a letter, and how often.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Finding, Severity};
use super::source::Place;

/// Counts the situations in which each line of words is reached.
pub(super) struct Reach<'source> {
    files: Vec<File<'source>>,
    counts: BTreeMap<usize, u32>,
}

struct File<'source> {
    name: &'source str,
    source: &'source str,
    /// The number of its first line among all lines.
    first: usize,
}

impl<'source> Reach<'source> {
    pub(super) fn of(sources: &'source BTreeMap<String, String>) -> Self {
        let mut first = 0;
        let files = sources
            .iter()
            .map(|(name, source)| {
                let file = File { name, source, first };
                first += source.lines().count() + 1;
                file
            })
            .collect();
        Self { files, counts: BTreeMap::new() }
    }

    /// The number of a template's line, counting from 1, among all lines.
    pub(super) fn number(&self, name: &str, line: usize) -> Option<usize> {
        self.files.iter().find(|file| file.name == name).map(|file| file.first + line - 1)
    }

    /// One situation reached these lines.
    pub(super) fn reached(&mut self, lines: BTreeSet<usize>) {
        for line in lines {
            *self.counts.entry(line).or_default() += 1;
        }
    }

    /// Neighbouring lines that no situation reaches, or as many as each other but not all.
    pub(super) fn findings(&self) -> Vec<Finding> {
        self.files.iter().flat_map(|file| self.findings_in(file)).collect()
    }

    fn findings_in(&self, file: &File) -> Vec<Finding> {
        let worded = worded_lines(file.source);
        let count = |line: usize| self.counts.get(&(file.first + line - 1)).copied().unwrap_or_default();
        let all = worded.iter().map(|line| count(*line)).max().unwrap_or_default();
        let mut runs: Vec<(usize, usize, u32)> = Vec::new();
        for line in worded {
            match runs.last_mut() {
                Some((_, last, times)) if *times == count(line) && *last + 1 == line => *last = line,
                _ => runs.push((line, line, count(line))),
            }
        }
        runs.into_iter().filter(|(_, _, times)| *times < all || all == 0).map(|run| finding(file, run, all)).collect()
    }
}

fn finding(file: &File, (first, last, times): (usize, usize, u32), all: u32) -> Finding {
    let lines = if first == last { "this line".to_owned() } else { format!("the lines to {last}") };
    let (severity, message) = match times {
        0 => (Severity::Warning, format!("no situation reaches {lines}")),
        _ => (Severity::Note, format!("{times} of {all} situations reach {lines}")),
    };
    let text = file.source.lines().nth(first - 1).unwrap_or_default();
    let column = text.chars().take_while(|c| c.is_whitespace()).count() + 1;
    Finding {
        severity,
        template: file.name.to_owned(),
        place: Some(Place { line: first, column, text: text.to_owned() }),
        message,
        hint: None,
    }
}

/// The lines of a template that have words or values in them.
fn worded_lines(source: &str) -> Vec<usize> {
    let seen = std::cell::RefCell::new(Vec::new());
    super::source::prepared(source, |line| {
        seen.borrow_mut().push(line);
        None
    });
    seen.into_inner()
}
