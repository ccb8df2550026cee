//! What came of reading something that nobody promised to be well-formed.

/// A value and what was wrong on the way to it: a mail is never an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading<T> {
    /// What could be read.
    pub value: T,
    /// What a person should know about it, in English, without the name of the file.
    pub warnings: Vec<String>,
}

impl<T> Reading<T> {
    /// A value with nothing to warn of.
    pub fn clean(value: T) -> Self {
        Self { value, warnings: Vec::new() }
    }

    /// The same value with one more warning.
    #[must_use]
    pub fn warn(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }

    /// Another value with the warnings of this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reading<U> {
        Reading { value: change(self.value), warnings: self.warnings }
    }
}
