//! The cheap look before the careful one: are there the words that a request cannot do without?

use std::sync::LazyLock;

use super::word_list::List;
use crate::german::folding::fold;

/// The shortest and longest stem, in bytes.
const STEMS: std::ops::RangeInclusive<usize> = 2..=8;

/// The stems of a list, by their first byte.
struct Stems(Vec<Vec<&'static str>>);

static ASKING: LazyLock<Stems> = LazyLock::new(|| Stems::of(List::AskingStem));
static MATTER: LazyLock<Stems> = LazyLock::new(|| Stems::of(List::MatterStem));

impl Stems {
    fn of(list: List) -> Self {
        let mut stems = vec![Vec::new(); 256];
        for stem in list.words().filter(|stem| STEMS.contains(&stem.len())) {
            stems[usize::from(stem.as_bytes()[0])].push(stem);
        }
        Self(stems)
    }

    fn begin(&self, word: &str) -> bool {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        self.0[usize::from(first)].iter().any(|stem| word.starts_with(stem))
    }
}

/// Whether a mail can be a request at all; quick enough for every mail of an inbox.
///
/// [`super::read_request`] finds nothing in a mail for which this is `false`.
#[must_use]
pub fn may_be_request(subject: &str, body: &str) -> bool {
    let mut asks = false;
    let mut matters = false;
    for word in [subject, body].into_iter().flat_map(|text| text.split([' ', '\n', '\t', '\u{a0}'])) {
        asks |= word.contains('?');
        // An hour or a date may be all that a request says beside its question.
        matters |= word.contains(|c: char| c.is_ascii_digit());
        for part in word.split(|c: char| !c.is_alphanumeric() && c != '\u{308}').filter(|part| part.len() > 1) {
            if asks && matters {
                return true;
            }
            let folded = fold(part);
            asks = asks || ASKING.begin(&folded);
            matters = matters || MATTER.begin(&folded);
        }
    }
    asks && matters
}
