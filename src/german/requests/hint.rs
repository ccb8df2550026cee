//! The cheap look before the careful one: are there the words that a request cannot do without?

use std::sync::LazyLock;

use super::word_list::List;
use crate::german::affixes::{Affixes, Side};
use crate::german::folding::fold_briefly;

/// The shortest and longest stem, in bytes.
const STEMS: std::ops::RangeInclusive<usize> = 2..=8;

static ASKING: LazyLock<Affixes<()>> = LazyLock::new(|| stems(List::AskingStem));
static MATTER: LazyLock<Affixes<()>> = LazyLock::new(|| stems(List::MatterStem));

fn stems(list: List) -> Affixes<()> {
    let mut stems = Affixes::new(Side::Start);
    for stem in list.words().filter(|stem| STEMS.contains(&stem.len())) {
        stems.entry(stem);
    }
    stems
}

fn begins(word: &str, stems: &Affixes<()>) -> bool {
    stems.of(word).next().is_some()
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
            let folded = fold_briefly(part);
            asks = asks || begins(&folded, &ASKING);
            matters = matters || begins(&folded, &MATTER);
        }
    }
    asks && matters
}
