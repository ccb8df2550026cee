//! All templates, parsed once.

use std::collections::BTreeMap;
use std::path::Path;

use tera::{Context, ErrorKind, Tera, Value};
use walkdir::WalkDir;

use super::built_in::BUILT_IN;
use super::filters::register;
use super::finding::{Finding, Severity, TemplateError, nearest};
use super::layout::{Layout, RenderedLetter, lay_out};
use super::marks::write_value;
use super::names::Names;
use super::sample::example;
use super::source::{Place, prepared};
use crate::domain::letter::LetterView;
use crate::german::{AddressForm, polish};

/// The built-in templates and the user's in their place.
pub struct Templates {
    tera: Tera,
    sources: BTreeMap<String, String>,
}

/// A template is a text, not a book.
const LONGEST: u64 = 256 * 1024;

impl Templates {
    /// The templates that statt brings along.
    ///
    /// # Panics
    /// Never: a test parses them all.
    #[must_use]
    pub fn built_in() -> Self {
        Self::of(built_in_sources()).expect("the built-in templates are right")
    }

    /// The built-in templates, and in their place or beside them the `.tera` files of a folder.
    ///
    /// # Errors
    /// A file that cannot be read, or the first thing that is wrong with a template.
    pub fn with_overrides(folder: &Path) -> Result<Self, TemplateError> {
        let mut sources = built_in_sources();
        sources.extend(read_folder(folder)?);
        Self::of(sources)
    }

    pub(super) fn of(sources: BTreeMap<String, String>) -> Result<Self, TemplateError> {
        if let Some(finding) = unknown_names(&sources).into_iter().next() {
            return Err(finding.into());
        }
        let tera = parsed(&sources, |_, source| prepared(source, |_| None))?;
        Ok(Self { tera, sources })
    }

    /// The kinds of letters that there are for a form of address.
    pub fn kinds(&self, form: AddressForm) -> impl Iterator<Item = &str> {
        let folder = folder_of(form);
        self.names().filter_map(move |name| name.strip_prefix(folder)?.strip_suffix(".tera"))
    }

    /// The names of all templates, such as `sie/call.tera`, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sources.keys().map(String::as_str)
    }

    /// The text of a template.
    #[must_use]
    pub fn source(&self, name: &str) -> Option<&str> {
        self.sources.get(name).map(String::as_str)
    }

    /// Whether there is a letter of this kind for this form of address.
    #[must_use]
    pub fn has(&self, form: AddressForm, kind: &str) -> bool {
        self.sources.contains_key(&file_name(form, kind))
    }

    /// Writes a letter of a kind (`call`, `briefing`, the user's own) in the form of address that the view has.
    ///
    /// # Errors
    /// There is no such template, it fails for this view, or it makes no Subject.
    pub fn render(&self, kind: &str, view: &LetterView) -> Result<RenderedLetter, TemplateError> {
        let name = file_name(view.address_form, kind);
        if !self.sources.contains_key(&name) {
            let nearest = nearest(&name, self.names()).map(str::to_owned);
            return Err(TemplateError::Missing { name, nearest });
        }
        let written = self.write(&self.tera, &name, view)?;
        self.finished(&name, lay_out(&written), view)
    }

    /// What Tera makes of a template, before its layout.
    pub(super) fn write(&self, tera: &Tera, name: &str, view: &LetterView) -> Result<String, TemplateError> {
        let context = Context::from_serialize(view).map_err(|error| self.explained(name, &error))?;
        tera.render(name, &context).map_err(|error| self.explained(name, &error))
    }

    /// What a few words of template make of a context.
    pub(super) fn snippet(&self, snippet: &str, context: &Context) -> Result<String, TemplateError> {
        const NAME: &str = "snippet.tera";
        let mut tera = self.tera.clone();
        tera.add_raw_template(NAME, snippet).map_err(|error| self.explained(NAME, &error))?;
        tera.render(NAME, context).map_err(|error| self.explained(NAME, &error))
    }

    /// The laid-out letter with its Subject and its typography.
    pub(super) fn finished(
        &self,
        name: &str,
        mut layout: Layout,
        view: &LetterView,
    ) -> Result<RenderedLetter, TemplateError> {
        let subject = self.subject(name, &mut layout)?;
        let protected = view.names();
        Ok(layout.finish(&subject, |text| polish(text, view.locale, &protected)))
    }

    fn subject(&self, name: &str, layout: &mut Layout) -> Result<String, TemplateError> {
        let wrong = |message: String, hint: &str| {
            let source = self.source(name).unwrap_or_default();
            Finding {
                severity: Severity::Error,
                template: name.to_owned(),
                place: Some(super::source::place(source, 0)),
                message,
                hint: Some(hint.to_owned()),
            }
        };
        let hint = "a template begins with `Subject: …` and an empty line";
        if let Some((header, _)) = layout.headers.iter().find(|(header, _)| !header.eq_ignore_ascii_case("subject")) {
            return Err(wrong(format!("a template sets no header `{header}`"), hint).into());
        }
        if let Some(line) = &layout.stray {
            return Err(
                wrong(format!("`{}` is no header line", line.chars().take(60).collect::<String>()), hint).into()
            );
        }
        let subject = layout.headers.iter_mut().map(|(_, value)| std::mem::take(value)).next();
        subject
            .filter(|subject| !subject.is_empty())
            .ok_or_else(|| wrong("the Subject is missing".to_owned(), hint).into())
    }

    /// Tera's error with the place in the template as its author wrote it.
    fn explained(&self, name: &str, error: &tera::Error) -> TemplateError {
        explained(name, error, &self.sources)
    }

    pub(super) fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }
}

/// `sie/call.tera`
pub(super) fn file_name(form: AddressForm, kind: &str) -> String {
    format!("{}{kind}.tera", folder_of(form))
}

fn folder_of(form: AddressForm) -> &'static str {
    match form {
        AddressForm::Sie => "sie/",
        AddressForm::Du => "du/",
    }
}

/// Tera with these templates, each changed by `prepare` on the way in.
pub(super) fn parsed(
    sources: &BTreeMap<String, String>,
    prepare: impl Fn(&str, &str) -> String,
) -> Result<Tera, TemplateError> {
    let mut tera = Tera::new();
    register(&mut tera);
    tera.autoescape_on([".tera"]);
    tera.set_escape_fn(write_value);
    let texts = sources.iter().map(|(name, source)| (name.as_str(), prepare(name, source)));
    tera.add_raw_templates(texts).map_err(|error| explained("", &error, sources))?;
    Ok(tera)
}

/// Every name in these templates that does not exist.
pub(super) fn unknown_names(sources: &BTreeMap<String, String>) -> Vec<Finding> {
    let names = Names::new(&Value::from_serializable(&example()), sources.keys().cloned());
    sources.iter().flat_map(|(name, source)| names.unknown(name, source)).collect()
}

fn explained(name: &str, error: &tera::Error, sources: &BTreeMap<String, String>) -> TemplateError {
    let (template, message, place) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let line = sources
                .get(report.filename())
                .and_then(|source| source.lines().nth(report.span().start_line.saturating_sub(1)));
            let place = Place {
                line: report.span().start_line,
                column: report.span().start_col + 1,
                text: line.unwrap_or_default().to_owned(),
            };
            (report.filename(), report.message().to_owned(), Some(place))
        }
        other => (name, other.to_string(), None),
    };
    let finding = Finding { severity: Severity::Error, template: template.to_owned(), place, message, hint: None };
    finding.into()
}

pub(super) fn built_in_sources() -> BTreeMap<String, String> {
    BUILT_IN.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect()
}

/// The `.tera` files in a folder by their path in it, with `/` between its parts.
pub(super) fn read_folder(folder: &Path) -> Result<BTreeMap<String, String>, TemplateError> {
    let failed = |path: &Path, source: std::io::Error| TemplateError::File { path: path.to_owned(), source };
    let mut sources = BTreeMap::new();
    for entry in WalkDir::new(folder).max_depth(4).follow_links(true) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            failed(&path, error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links")))
        })?;
        let path = entry.path();
        if !entry.file_type().is_file() || path.extension().is_none_or(|extension| extension != "tera") {
            continue;
        }
        if entry.metadata().is_ok_and(|metadata| metadata.len() > LONGEST) {
            return Err(failed(path, std::io::Error::other("a template is not longer than 256 KiB")));
        }
        let source = std::fs::read_to_string(path).map_err(|error| failed(path, error))?;
        let inside = path.strip_prefix(folder).unwrap_or(path);
        let name: Vec<_> = inside.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        sources.insert(name.join("/"), source.strip_prefix('\u{feff}').unwrap_or(&source).to_owned());
    }
    Ok(sources)
}
