//! Tries every template in very many situations.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use tera::Tera;

use super::finding::{Finding, Severity, TemplateError};
use super::language::faults;
use super::layout::lay_out;
use super::library::{Templates, built_in_sources, parsed, read_folder, unknown_names};
use super::marks::line_mark;
use super::reach::Reach;
use super::sample::Scene;
use super::source::{Kind, Place, pieces, place, prepared};
use super::uses::{Use, uses};
use crate::domain::letter::Wording;
use crate::german::{AddressForm, Locale};

/// Situations for each template and each German.
const SCENES: u64 = Scene::SITUATIONS;
/// Wordings of each sentence.
const WORDINGS: u64 = 3;

impl Templates {
    /// Everything that is wrong with the built-in templates under those of a folder.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn check_folder(folder: &Path) -> Result<Vec<Finding>, TemplateError> {
        let mut sources = built_in_sources();
        sources.extend(read_folder(folder)?);
        let unknown = unknown_names(&sources);
        if !unknown.is_empty() {
            return Ok(unknown);
        }
        let mut broken = Vec::new();
        loop {
            match Self::of(sources.clone()) {
                Ok(templates) if broken.is_empty() => return Ok(templates.check()),
                Ok(_) => return Ok(broken),
                // An empty file in its place lets the next broken one be found.
                Err(TemplateError::Broken(finding)) => {
                    let emptied = sources.insert(finding.template.clone(), String::new());
                    let is_new = emptied.is_some_and(|source| !source.is_empty());
                    broken.push(*finding);
                    if !is_new {
                        return Ok(broken);
                    }
                }
                Err(other) => return Err(other),
            }
        }
    }

    /// Renders every letter in many situations, in each German and each wording, and says what a reader would mark.
    ///
    /// Notes name the lines that only some situations reach, warnings those that none does.
    #[must_use]
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = BTreeMap::new();
        let mut reach = Reach::of(self.sources());
        let marked = parsed(self.sources(), |name, source| {
            prepared(source, |line| reach.number(name, line).and_then(line_mark))
        });
        let tera = match marked {
            Ok(tera) => tera,
            Err(TemplateError::Broken(finding)) => return vec![*finding],
            Err(_) => return Vec::new(),
        };
        let mut letters = Vec::new();
        for name in self.names() {
            match letter_of(name) {
                Some((form, kind)) => letters.extend(Locale::ALL.map(|locale| Letter { name, kind, form, locale })),
                None if name.starts_with("shared/") => {}
                None => add(&mut findings, self.misplaced(name)),
            }
        }
        let tried: Vec<Tried> = letters.par_iter().map(|letter| self.tried(&tera, letter)).collect();
        for letter in tried {
            letter.findings.into_iter().for_each(|finding| add(&mut findings, finding));
            letter.reached.into_iter().for_each(|lines| reach.reached(lines));
        }
        reach.findings().into_iter().for_each(|finding| add(&mut findings, finding));
        findings.into_values().collect()
    }

    /// Writes a letter in many situations and wordings.
    fn tried(&self, tera: &Tera, letter: &Letter<'_>) -> Tried {
        let &Letter { name, kind, form, locale } = letter;
        let mut tried = Tried::default();
        for number in 0..SCENES {
            let scene = Scene::varied(kind, form, locale, number);
            let mut lines = BTreeSet::new();
            for wording in 0..WORDINGS {
                let view = scene.view(kind, form, Wording::all(wording));
                let written = self.write(tera, name, &view).and_then(|written| {
                    let layout = lay_out(&written);
                    lines.extend(layout.lines.iter().copied());
                    self.finished(name, layout, &view)
                });
                match written {
                    Ok(written) => {
                        let faults = faults(&written.text, form, locale, &view.names());
                        let found = faults.into_iter().map(|fault| self.fault(name, fault.message, &fault.words));
                        tried.findings.extend(found);
                    }
                    Err(TemplateError::Broken(finding)) => tried.findings.push(*finding),
                    Err(_) => {}
                }
            }
            tried.reached.push(lines);
        }
        tried
    }

    fn fault(&self, name: &str, message: String, words: &str) -> Finding {
        let (template, place) = self.locate(name, words).map_or((name, None), |(name, place)| (name, Some(place)));
        let hint = Some(format!("“{}”", words.chars().take(120).collect::<String>()));
        Finding { severity: Severity::Warning, template: template.to_owned(), place, message, hint }
    }

    /// The line of the template, or of what it includes, that says these words.
    fn locate<'name>(&'name self, name: &'name str, words: &str) -> Option<(&'name str, Place)> {
        let source = self.source(name)?;
        let words = words.to_lowercase();
        let found = pieces(source).into_iter().filter(|piece| piece.kind == Kind::Text).find_map(|piece| {
            let text = source[piece.range.clone()].to_lowercase();
            let at = text.match_indices(&words).map(|(at, _)| at).find(|at| stands_alone(&text, *at, &words))?;
            Some(piece.range.start + at)
        });
        if let Some(at) = found {
            return Some((name, place(source, at)));
        }
        uses(source).into_iter().find_map(|(_, used)| match used {
            Use::Template(included) => {
                let (included, _) = self.sources().get_key_value(&included)?;
                self.locate(included, &words)
            }
            _ => None,
        })
    }

    fn misplaced(&self, name: &str) -> Finding {
        let kind = name.rsplit('/').next().unwrap_or(name);
        Finding {
            severity: Severity::Warning,
            template: name.to_owned(),
            place: self.source(name).map(|source| place(source, 0)),
            message: "no letter is made from this file".to_owned(),
            hint: Some(format!("letters are sie/{kind} and du/{kind}, what they include is shared/{kind}")),
        }
    }
}

/// A letter in one German.
struct Letter<'name> {
    name: &'name str,
    kind: &'name str,
    form: AddressForm,
    locale: Locale,
}

/// What was seen of a letter: what is wrong with it, and the lines that each situation reached.
#[derive(Default)]
struct Tried {
    findings: Vec<Finding>,
    reached: Vec<BTreeSet<usize>>,
}

/// The form of address and the kind of the letter that a template makes.
fn letter_of(name: &str) -> Option<(AddressForm, &str)> {
    let (folder, file) = name.split_once('/')?;
    let form = match folder {
        "sie" => AddressForm::Sie,
        "du" => AddressForm::Du,
        _ => return None,
    };
    Some((form, file.strip_suffix(".tera")?))
}

fn stands_alone(text: &str, at: usize, words: &str) -> bool {
    !text[..at].ends_with(char::is_alphanumeric) && !text[at + words.len()..].starts_with(char::is_alphanumeric)
}

/// One finding for one place and one message; the worst come first.
fn add(findings: &mut BTreeMap<(Severity, String, usize, String), Finding>, finding: Finding) {
    let line = finding.place.as_ref().map_or(0, |place| place.line);
    let key = (finding.severity, finding.template.clone(), line, finding.message.clone());
    findings.entry(key).or_insert(finding);
}
