//! Reads little-endian numbers from bytes that may end anywhere and whose lengths nobody checked.

/// What is left to read.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn rest(self) -> &'a [u8] {
        self.rest
    }

    pub fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    /// The next `count` bytes; nothing is consumed where there are fewer.
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A run of bytes whose length stands before it as a `u32`.
    pub fn counted(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.u32()?).ok()?;
        self.take(length)
    }

    /// The same, filled up to a multiple of four bytes; the filling may be missing at the very end.
    pub fn padded(&mut self) -> Option<&'a [u8]> {
        let bytes = self.counted()?;
        let filling = (4 - bytes.len() % 4) % 4;
        self.rest = self.rest.get(filling..).unwrap_or_default();
        Some(bytes)
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_le_bytes)
    }

    pub fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn i32(&mut self) -> Option<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub fn i64(&mut self) -> Option<i64> {
        self.array().map(i64::from_le_bytes)
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*taken)
    }
}
