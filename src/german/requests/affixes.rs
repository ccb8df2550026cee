//! Starts or endings of words, kept by one byte of each, so that a word is compared with few of them.

/// Parts of words, each with what is known of it.
#[derive(Debug, Default)]
pub(super) struct Affixes<Value>(Vec<Vec<(&'static str, Value)>>);

impl<Value: Default> Affixes<Value> {
    /// What is known of a part, which is kept under a byte.
    pub(super) fn entry(&mut self, byte: u8, part: &'static str) -> &mut Value {
        let place = usize::from(byte);
        if self.0.len() <= place {
            self.0.resize_with(place + 1, Vec::new);
        }
        let parts = &mut self.0[place];
        let known = parts.iter().position(|(known, _)| *known == part).unwrap_or_else(|| {
            parts.push((part, Value::default()));
            parts.len() - 1
        });
        &mut parts[known].1
    }

    /// The parts under a byte.
    pub(super) fn of(&self, byte: u8) -> &[(&'static str, Value)] {
        self.0.get(usize::from(byte)).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn first_byte(word: &str) -> u8 {
    word.as_bytes().first().copied().unwrap_or(0)
}

pub(super) fn last_byte(word: &str) -> u8 {
    word.as_bytes().last().copied().unwrap_or(0)
}
