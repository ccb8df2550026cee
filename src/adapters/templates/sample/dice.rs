//! Choices that a number makes, the same ones every time.

/// Picks by name; without a number always the first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dice(Option<u64>);

impl Dice {
    pub(super) fn none() -> Self {
        Self(None)
    }

    pub(super) fn throw(number: u64) -> Self {
        Self(Some(number))
    }

    /// One of these, by the name of the choice.
    pub(super) fn pick<T: Copy, const COUNT: usize>(self, name: &str, choices: [T; COUNT]) -> T {
        let Some(number) = self.0 else { return choices[0] };
        let bytes = name.bytes().chain(number.to_le_bytes());
        let mixed =
            bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 17;
        choices[usize::try_from(mixed).unwrap_or_default() % COUNT]
    }
}
