//! Starts or endings of words: which of a fixed set a word has.

/// On which side of a word they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Start,
    End,
}

/// Parts of words, each with what is known of it, kept by the byte at the edge of the word. The eight bytes at the edge
/// are compared as one number: a mail has many words, and nearly none of them has the part it is tried with.
#[derive(Debug)]
pub(super) struct Affixes<Value> {
    side: Side,
    parts: Vec<Vec<Affix<Value>>>,
}

#[derive(Debug)]
struct Affix<Value> {
    part: &'static str,
    edge: u64,
    /// Which of the eight bytes the part has.
    mask: u64,
    value: Value,
}

impl<Value: Default> Affixes<Value> {
    pub(super) fn new(side: Side) -> Self {
        Self { side, parts: (0..=u8::MAX).map(|_| Vec::new()).collect() }
    }

    /// What is known of a part; nothing of a part without letters.
    pub(super) fn entry(&mut self, part: &'static str) -> &mut Value {
        let (first, edge) = self.side.edge(part);
        let affixes = &mut self.parts[usize::from(first)];
        let place = affixes.iter().position(|affix| affix.part == part).unwrap_or_else(|| {
            let mask = self.side.mask(part.len());
            affixes.push(Affix { part, edge, mask, value: Value::default() });
            affixes.len() - 1
        });
        &mut affixes[place].value
    }

    /// The parts that a word has on this side, with what is known of them.
    pub(super) fn of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (&'static str, &'a Value)> {
        let (first, edge) = self.side.edge(word);
        let fits = move |affix: &&Affix<Value>| {
            edge & affix.mask == affix.edge && (affix.part.len() <= EDGE || self.side.has(word, affix.part))
        };
        self.parts[usize::from(first)].iter().filter(fits).map(|affix| (affix.part, &affix.value))
    }
}

/// How many bytes are compared at once.
const EDGE: usize = 8;

impl Side {
    /// The outermost byte of a word, and the eight outermost as one number.
    fn edge(self, word: &str) -> (u8, u64) {
        let bytes = word.as_bytes();
        let length = bytes.len().min(EDGE);
        let mut edge = [0; EDGE];
        match self {
            Self::Start => {
                edge[..length].copy_from_slice(&bytes[..length]);
                (edge[0], u64::from_be_bytes(edge))
            }
            Self::End => {
                edge[EDGE - length..].copy_from_slice(&bytes[bytes.len() - length..]);
                (edge[EDGE - 1], u64::from_be_bytes(edge))
            }
        }
    }

    fn mask(self, length: usize) -> u64 {
        let unused = 8 * EDGE.saturating_sub(length);
        let shift = u32::try_from(unused).unwrap_or(0);
        match self {
            Self::Start => u64::MAX.checked_shl(shift).unwrap_or(0),
            Self::End => u64::MAX.checked_shr(shift).unwrap_or(0),
        }
    }

    fn has(self, word: &str, part: &str) -> bool {
        match self {
            Self::Start => word.starts_with(part),
            Self::End => word.ends_with(part),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Affixes, Side};
    use proptest::prelude::*;

    const PARTS: &[&str] = &["a", "ab", "abc", "ü", "bü", "abababab", "ababababa", "babababab", "zusammenkunft"];

    proptest! {
        #[test]
        fn a_word_has_the_parts_that_it_starts_or_ends_with(word in "[abü]{0,12}|zusammenkunft[ab]?|a?zusammenkunft") {
            for side in [Side::Start, Side::End] {
                let mut affixes: Affixes<()> = Affixes::new(side);
                for part in PARTS {
                    affixes.entry(part);
                }
                let mut found: Vec<&str> = affixes.of(&word).map(|(part, ())| part).collect();
                let mut wanted: Vec<&str> = PARTS.iter().copied().filter(|part| side.has(&word, part)).collect();
                found.sort_unstable();
                wanted.sort_unstable();
                prop_assert_eq!(found, wanted);
            }
        }
    }
}
