//! Choices that a number makes, the same ones every time.

/// Picks by name; without a number always the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dice(Option<u64>);

/// What seldom comes together by chance and has words of its own: choices by name, with the place that they take.
const RARE: &[&[(&str, usize)]] = &[
    &[SINGLE, SHORT, IN_PERSON, ("place", 3), LIGHT, PLAIN, UNASKED],
    &[SINGLE, SHORT, IN_PERSON, ("place", 5), LIGHT, PLAIN, UNASKED],
    &[SINGLE, SHORT, IN_PERSON, ("place", 3), ("serious", 3), PLAIN, UNASKED],
    &[SINGLE, SHORT, IN_PERSON, ("place", 3), CLAUSE, PLAIN],
    &[SINGLE, SHORT, IN_PERSON, NO_AGENDA, LIGHT, PLAIN, UNASKED, OURS, ("place", 0), ("met before", 1)],
    &[SINGLE, SHORT, IN_PERSON, NO_AGENDA, LIGHT, PLAIN, UNASKED, OURS, ("place", 0), ("met before", 0)],
    &[SINGLE, SHORT, IN_PERSON, LIGHT, PLAIN, UNASKED, OURS, ("start", 4), ("slots", 0)],
    &[SINGLE, SHORT, ("mode", 3), LIGHT, PLAIN, UNASKED, OURS, ("start", 4), ("slots", 0)],
    &[SINGLE, SHORT, ("mode", 3), NO_AGENDA, LIGHT, PLAIN, UNASKED, OURS, ("category", 3)],
    &[SINGLE, ("mode", 1), LIGHT, PLAIN, UNASKED, OURS, ("free", 2), ("slots", 0)],
    &[SINGLE, ("summary", 7), UNASKED, OURS, ("colleague", 0)],
    &[SINGLE, SHORT, ("mode", 1), NO_AGENDA, LIGHT, PLAIN, UNASKED],
    &[WHOLE_DAY, NO_AGENDA, LIGHT, PLAIN, UNASKED],
    &[WHOLE_DAY, ("time on the day", 1), UNASKED],
    &[WHOLE_DAY, ("time on the day", 0), UNASKED],
    &[("series", 5), CLAUSE, PLAIN],
    &[("series", 6), COMPLAINT, UNASKED],
    &[SINGLE, SHORT, ("agenda", 4), ("zone", 0)],
    &[SINGLE, ("zone", 2), ("slots", 1)],
    &[COLLEAGUE, SPEAKS, ("guest", 2), NO_AGENDA, ("colleague", 0)],
    &[COLLEAGUE, SPEAKS, ("guest", 2), ("agenda", 0), ("colleague", 1), ("colleague invited", 2)],
    &[COLLEAGUE, SPEAKS, CLAUSE, ("colleague", 0)],
    &[SINGLE, SHORT, PHONE, TOMORROW, CLAUSE, ("reply minutes", 1), ("length", 0)],
    &[SINGLE, SHORT, PHONE, TOMORROW, CLAUSE, ("length", 3)],
    &[SINGLE, SHORT, PHONE, ("start", 0), CLAUSE, ("slots", 0)],
    &[SINGLE, SHORT, PHONE, TOMORROW, UNASKED, ("reply minutes", 1), ("length", 0)],
    &[SINGLE, SHORT, PHONE, TOMORROW, UNASKED, ("length", 3)],
    &[SINGLE, COMPLAINT, CLAUSE],
    &[SINGLE, COMPLAINT, UNASKED, ("category", 2)],
];

const SINGLE: (&str, usize) = ("series", 0);
const WHOLE_DAY: (&str, usize) = ("series", 4);
const SHORT: (&str, usize) = ("minutes", 0);
const IN_PERSON: (&str, usize) = ("mode", 0);
const PHONE: (&str, usize) = ("mode", 2);
const TOMORROW: (&str, usize) = ("start", 1);
const NO_AGENDA: (&str, usize) = ("agenda", 1);
const PLAIN: (&str, usize) = ("summary", 0);
const COMPLAINT: (&str, usize) = ("summary", 6);
const LIGHT: (&str, usize) = ("serious", 0);
const UNASKED: (&str, usize) = ("reason", 0);
const CLAUSE: (&str, usize) = ("reason", 5);
const OURS: (&str, usize) = ("colleague invites", 0);
const COLLEAGUE: (&str, usize) = ("colleague invites", 3);
const SPEAKS: (&str, usize) = ("organizer speaks", 0);

impl Dice {
    /// So many situations hold each of the rare ones once.
    pub(super) const SITUATIONS: u64 = 3 * RARE.len() as u64;

    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn throw(number: u64) -> Self {
        Self(Some(number))
    }

    /// One of these, by the name of the choice.
    pub(super) fn pick<T: Copy, const COUNT: usize>(self, name: &str, choices: [T; COUNT]) -> T {
        let Some(number) = self.0 else { return choices[0] };
        if let Some(choice) = rare(number, name).and_then(|place| choices.get(place)) {
            return *choice;
        }
        let bytes = name.bytes().chain(number.to_le_bytes());
        let mixed =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 17;
        choices[usize::try_from(mixed).unwrap_or_default() % COUNT]
    }
}

/// What every third situation leaves to no chance.
fn rare(number: u64, name: &str) -> Option<usize> {
    let turn = usize::try_from(number / 3).unwrap_or_default() % RARE.len();
    let choices = RARE.get(turn).filter(|_| number % 3 == 2)?;
    choices.iter().find(|(choice, _)| *choice == name).map(|(_, place)| *place)
}
