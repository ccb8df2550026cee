//! Text in the code pages of Windows.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16LE, WINDOWS_1252};

/// The number of a code page; 1252 where a file names none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodePage(pub u32);

impl Default for CodePage {
    fn default() -> Self {
        Self(1252)
    }
}

impl CodePage {
    /// UTF-16 in little-endian order.
    pub const UTF_16: Self = Self(1200);

    /// The text up to its first NUL.
    pub fn decode(self, bytes: &[u8]) -> String {
        self.decode_all(bytes).split('\0').next().unwrap_or_default().to_owned()
    }

    /// The text with its NULs. Bytes that mean nothing become U+FFFD.
    pub fn decode_all(self, bytes: &[u8]) -> Cow<'_, str> {
        self.encoding().decode_without_bom_handling(bytes).0
    }

    fn encoding(self) -> &'static Encoding {
        let label = match self.0 {
            1200 => return UTF_16LE,
            65001 => "utf-8",
            932 => "shift_jis",
            936 => "gbk",
            949 => "euc-kr",
            950 => "big5",
            866 => "ibm866",
            20866 => "koi8-r",
            21866 => "koi8-u",
            54936 => "gb18030",
            windows @ (874 | 1250..=1258) => return Self::labelled(&format!("windows-{windows}")),
            iso @ 28591..=28606 => return Self::labelled(&format!("iso-8859-{}", iso - 28590)),
            _ => return WINDOWS_1252,
        };
        Self::labelled(label)
    }

    fn labelled(label: &str) -> &'static Encoding {
        Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_are_read_in_every_code_page() {
        let cases: [(u32, &[u8], &str); 6] = [
            (1252, b"Gespr\xe4ch\0rest", "Gespräch"),
            (0, b"\x80 5", "€ 5"),
            (65001, "Größe".as_bytes(), "Größe"),
            (28605, b"\xa4", "€"),
            (1250, b"P\xf8ehled", "Přehled"),
            (1200, b"\xfc\0b\0\0\0x\0", "üb"),
        ];
        for (page, bytes, expected) in cases {
            assert_eq!(CodePage(page).decode(bytes), expected, "{page}");
        }
    }
}
