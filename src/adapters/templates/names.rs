//! Whether a template uses only names that exist.

use std::collections::BTreeSet;

use tera::Value;

use super::finding::{Finding, Severity, nearest};
use super::source::place;
use super::uses::{Use, uses};

/// All names that templates may use.
pub(super) struct Names {
    /// `recipient.salutation`, `reply.slots[].start`, and every path that leads there.
    pub(super) variables: BTreeSet<String>,
    /// Names of the templates that are there.
    pub(super) templates: BTreeSet<String>,
}

/// Filters beside our own.
const FILTERS: [&str; 48] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
    "long_date",
    "near_date",
    "short_date",
    "clock",
    "span",
    "choice",
    "recurrence",
    "weekday",
    "at",
    "between",
    "by",
];
const WORD_FILTERS: [&str; 10] = [
    "enumerate",
    "number",
    "duration",
    "at_least",
    "quote",
    "quoted_list",
    "bracketed",
    "first_upper",
    "sentence",
    "wording",
];
const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];
const FUNCTIONS: [&str; 4] = ["gap", "range", "throw", "super"];

impl Names {
    /// The names in an example of what templates see, and of these templates.
    pub(super) fn new(example: &Value, templates: impl IntoIterator<Item = String>) -> Self {
        let mut variables = BTreeSet::from(["fillings".to_owned(), "__tera_context".to_owned()]);
        paths(example, "", &mut variables);
        Self { variables, templates: templates.into_iter().collect() }
    }

    /// What a template uses that does not exist.
    pub(super) fn unknown(&self, template: &str, source: &str) -> Vec<Finding> {
        let filters = FILTERS.iter().chain(&WORD_FILTERS).copied();
        uses(source)
            .into_iter()
            .filter_map(|(at, used)| {
                let (what, name, known) = match &used {
                    Use::Variable(path) => ("variable", path, self.variable(path)),
                    Use::Filter(name) => ("filter", name, among(name, filters.clone())),
                    Use::Test(name) => ("test", name, among(name, TESTS.into_iter())),
                    Use::Function(name) => ("function", name, among(name, FUNCTIONS.into_iter())),
                    Use::Template(name) => ("template", name, among(name, self.templates.iter().map(String::as_str))),
                };
                let nearest = known.err()?;
                Some(Finding {
                    severity: Severity::Error,
                    template: template.to_owned(),
                    place: Some(place(source, at)),
                    message: format!("there is no {what} `{name}`"),
                    hint: nearest.map(|nearest| format!("did you mean `{nearest}`?")),
                })
            })
            .collect()
    }

    /// Fails with the nearest variable, where there is one.
    fn variable(&self, path: &str) -> Result<(), Option<String>> {
        if path.starts_with("fillings.") || self.variables.contains(path) {
            return Ok(());
        }
        // A wrong field is most likely meant for its own parent.
        let siblings = path.rsplit_once('.').map(|(parent, _)| format!("{parent}."));
        let near = |prefix: &str| {
            nearest(path, self.variables.iter().map(String::as_str).filter(|known| known.starts_with(prefix)))
        };
        Err(siblings.and_then(|prefix| near(&prefix)).or_else(|| near("")).map(str::to_owned))
    }
}

/// Fails with the nearest of the known names, where there is one.
fn among<'name>(name: &str, known: impl Iterator<Item = &'name str> + Clone) -> Result<(), Option<String>> {
    if known.clone().any(|candidate| candidate == name) { Ok(()) } else { Err(nearest(name, known).map(str::to_owned)) }
}

fn paths(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    if !path.is_empty() {
        found.insert(path.to_owned());
    }
    if let Some(fields) = value.as_map() {
        for (name, field) in fields {
            let name = name.as_str().unwrap_or_default();
            paths(field, &if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }, found);
        }
    }
    if let Some(first) = value.as_array().and_then(<[Value]>::first) {
        paths(first, &format!("{path}[]"), found);
    }
}
