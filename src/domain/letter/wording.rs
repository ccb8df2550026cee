//! Which of several wordings a letter uses.

use serde::{Deserialize, Serialize};

/// A letter's choice among wordings: the same draft always reads the same, and the next letter to the same client
/// says every sentence in another way.
///
/// Sixteen places of four bits, each a number below twelve; a sentence's name picks its place. Twelve is divided by
/// 2, 3, 4 and 6, so a place that moves by a number prime to twelve changes its wording however many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wording(u64);

const PLACES: u32 = 16;
const BASE: u64 = 12;
const STEPS: [u64; 4] = [1, 5, 7, 11];

impl Wording {
    /// The choice for a letter to `organizer` about `meeting`, unlike that of the `last` letter they got.
    #[must_use]
    pub fn choose(organizer: &str, meeting: &str, last: Option<Self>) -> Self {
        let seed = hash(&[organizer.to_lowercase().as_bytes(), meeting.as_bytes()]);
        Self::by_place(|place| {
            let number = spread(seed, place);
            match last {
                None => number % BASE,
                Some(last) => (last.at(place) + STEPS[usize::from(number.to_le_bytes()[0] % 4)]) % BASE,
            }
        })
    }

    /// The choice that takes wording `number` of every sentence, counting from 0.
    #[must_use]
    pub fn all(number: u64) -> Self {
        Self::by_place(|_| number % BASE)
    }

    /// Which of `count` wordings the sentence called `name` takes; 0 where there is none.
    #[must_use]
    pub fn pick(self, name: &str, count: usize) -> usize {
        let place = hash(&[name.as_bytes()]) % u64::from(PLACES);
        let number = self.at(u32::try_from(place).unwrap_or_default());
        usize::try_from(number).unwrap_or_default().checked_rem(count).unwrap_or_default()
    }

    fn at(self, place: u32) -> u64 {
        ((self.0 >> (place * 4)) & 0xf) % BASE
    }

    fn by_place(number: impl Fn(u32) -> u64) -> Self {
        Self((0..PLACES).fold(0, |all, place| all | (number(place) << (place * 4))))
    }
}

/// The number it is kept as.
impl From<Wording> for u64 {
    fn from(wording: Wording) -> Self {
        wording.0
    }
}

impl From<u64> for Wording {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

/// FNV-1a: stable over versions of Rust and of statt, as a draft's words must be.
fn hash(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter().copied().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// `SplitMix64`: unlike numbers for the places of one seed.
fn spread(seed: u64, place: u32) -> u64 {
    let mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(u64::from(place) + 1));
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCES: [&str; 8] = ["thanks", "proposal", "benefit", "times", "number", "door", "next", "closing"];

    #[test]
    fn a_draft_never_changes() {
        let first = Wording::choose("Anna@Kunde.example", "uid-1", None);
        assert_eq!(first, Wording::choose("anna@kunde.example", "uid-1", None));
        assert_ne!(first, Wording::choose("anna@kunde.example", "uid-2", None));
        assert_eq!(first, Wording::from(u64::from(first)));
    }

    #[test]
    fn the_next_letter_says_every_sentence_in_another_way() {
        let mut last = Wording::choose("anna@kunde.example", "uid-0", None);
        for number in 1..200 {
            let next = Wording::choose("anna@kunde.example", &format!("uid-{number}"), Some(last));
            for sentence in SENTENCES {
                for count in [2, 3, 4, 6] {
                    assert_ne!(next.pick(sentence, count), last.pick(sentence, count), "{sentence} of {count}");
                }
            }
            last = next;
        }
    }

    #[test]
    fn every_wording_has_its_turn() {
        let mut taken = [0; 3];
        for number in 0..300 {
            taken[Wording::choose("a@b.example", &number.to_string(), None).pick("thanks", 3)] += 1;
        }
        assert!(taken.iter().all(|count| *count > 60), "{taken:?}");
        assert_eq!(Wording::all(1).pick("thanks", 3), 1);
        assert_eq!(Wording::all(1).pick("thanks", 0), 0);
    }
}
