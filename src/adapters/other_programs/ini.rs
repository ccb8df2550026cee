//! INI files: sections of `key = value` lines.

/// A section.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// What stands in its brackets.
    pub(super) name: String,
    entries: Vec<(String, String)>,
}

impl Section {
    /// The last value of a key, in any case.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        let entry = self.entries.iter().rev().find(|(known, _)| known.eq_ignore_ascii_case(key));
        entry.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

/// All sections in order; lines before the first belong to one without a name.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut all = vec![Section::default()];
    for line in text.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            let name = name.trim_start_matches('[').trim_end_matches(']').trim().to_owned();
            all.push(Section { name, entries: Vec::new() });
        } else if let (Some((key, value)), Some(section)) = (line.split_once('='), all.last_mut()) {
            section.entries.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    all
}

/// A value without the quotes around it, and what was escaped in them.
pub(super) fn unquoted(value: &str) -> String {
    match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_hold_their_keys() {
        let all =
            sections("a = 0\n# a comment\n[one]\nKey = x = y\nkey=last\n\n[[two]]\n; b = c\nb =\nnonsense\n[three");
        let names: Vec<&str> = all.iter().map(|section| section.name.as_str()).collect();
        assert_eq!(names, ["", "one", "two"]);
        assert_eq!(all[0].get("a"), Some("0"));
        assert_eq!(all[1].get("KEY"), Some("last"));
        assert_eq!(all[2].get("b"), None);
    }

    #[test]
    fn quotes_go() {
        assert_eq!(unquoted("\"Jana \\\"J\\\" Weber\""), "Jana \"J\" Weber");
        assert_eq!(unquoted("Jana"), "Jana");
        assert_eq!(unquoted("\""), "\"");
    }
}
