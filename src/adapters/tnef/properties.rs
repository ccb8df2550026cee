//! MAPI properties as TNEF writes them (MS-OXTNEF §2.1.3.4).

use chrono::{DateTime, Utc};

use super::code_page::CodePage;
use super::cursor::Cursor;
use super::times::from_filetime;

/// The property sets that name what a meeting is (MS-OXPROPS §1.3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// The property has a number of its own and belongs to no set.
    None,
    Appointment,
    Meeting,
    Common,
    PublicStrings,
    Other,
}

/// What a property is asked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    Tag(u16),
    Number(Set, u32),
    Text(Set, &'static str),
}

/// One property, its values not decoded yet.
#[derive(Debug, Clone, Copy)]
struct Property<'a> {
    tag: u16,
    set: Set,
    number: u32,
    /// The name in UTF-16, where it has one.
    text: &'a [u8],
    kind: u16,
    values: &'a [u8],
}

/// The properties of a message, a recipient or an attachment.
#[derive(Debug, Clone, Default)]
pub struct Properties<'a> {
    list: Vec<Property<'a>>,
    code_page: CodePage,
}

const SHORT: u16 = 0x02;
const LONG: u16 = 0x03;
const BOOLEAN: u16 = 0x0b;
const OBJECT: u16 = 0x0d;
const LONG_LONG: u16 = 0x14;
const STRING: u16 = 0x1e;
const UNICODE: u16 = 0x1f;
const TIME: u16 = 0x40;
const BINARY: u16 = 0x102;

/// Bits of a type that say that there are several values.
const MULTIPLE: u16 = 0x3000;

/// Of a list with more properties the first ones are read: each is looked for among all.
pub const MAX_PROPERTIES: usize = 20_000;

/// No line of a meeting is longer: what is shown is one line, and a series repeats it for each changed instance.
pub const MAX_LINE_CHARS: usize = 1000;

/// How a list of properties ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Whole,
    /// In the middle of a property.
    BrokenOff,
    /// At [`MAX_PROPERTIES`].
    TooLong,
}

impl<'a> Properties<'a> {
    /// None yet.
    pub fn new(code_page: CodePage) -> Self {
        Self { list: Vec::new(), code_page }
    }

    /// Reads a counted list.
    pub fn read(cursor: &mut Cursor<'a>, code_page: CodePage) -> (Self, End) {
        let mut properties = Self::new(code_page);
        let end = properties.extend(cursor);
        (properties, end)
    }

    /// Adds another counted list.
    pub fn extend(&mut self, cursor: &mut Cursor<'a>) -> End {
        let Some(count) = cursor.u32() else { return End::BrokenOff };
        // The count is not believed: each property takes bytes, so the loop ends with them.
        for _ in 0..count {
            if self.list.len() >= MAX_PROPERTIES {
                return End::TooLong;
            }
            match Property::read(cursor) {
                // A value of no size says nothing, and would cost more memory than it takes in the file.
                Some(property) if property.values.is_empty() => {}
                Some(property) => self.list.push(property),
                None => return End::BrokenOff,
            }
        }
        End::Whole
    }

    fn find(&self, name: Name) -> impl Iterator<Item = &Property<'a>> {
        self.list.iter().filter(move |property| property.is(name))
    }

    /// A text as it was written, where it says anything.
    pub fn text(&self, name: Name) -> Option<String> {
        self.find(name)
            .find_map(|property| property.texts(self.code_page).next())
            .filter(|text| !text.trim().is_empty())
    }

    /// A text on one line, without control characters, where it says anything.
    pub fn line(&self, name: Name) -> Option<String> {
        self.text(name).and_then(|text| one_line(&text))
    }

    /// All the texts of a property.
    pub fn lines(&self, name: Name) -> Vec<String> {
        self.find(name).flat_map(|property| property.texts(self.code_page)).filter_map(|text| one_line(&text)).collect()
    }

    /// Bytes; of an object without the identifier of its interface.
    pub fn bytes(&self, name: Name) -> Option<&'a [u8]> {
        self.find(name).find_map(|property| match property.kind {
            BINARY => Cursor::new(property.values).counted(),
            OBJECT => Cursor::new(property.values).counted()?.get(16..),
            _ => None,
        })
    }

    pub fn integer(&self, name: Name) -> Option<i64> {
        self.find(name).find_map(|property| {
            let mut cursor = Cursor::new(property.values);
            match property.kind {
                SHORT => cursor.u16().map(i64::from),
                LONG => cursor.i32().map(i64::from),
                LONG_LONG => cursor.i64(),
                _ => None,
            }
        })
    }

    pub fn flag(&self, name: Name) -> Option<bool> {
        self.find(name).find_map(|property| match property.kind {
            // Only the lower half counts: MAPI leaves the upper one as it was in memory.
            BOOLEAN => Cursor::new(property.values).u16().map(|flag| flag != 0),
            _ => None,
        })
    }

    pub fn time(&self, name: Name) -> Option<DateTime<Utc>> {
        self.find(name).find_map(|property| match property.kind {
            TIME => Cursor::new(property.values).i64().and_then(from_filetime),
            _ => None,
        })
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn code_page(&self) -> CodePage {
        self.code_page
    }
}

impl<'a> Property<'a> {
    fn read(cursor: &mut Cursor<'a>) -> Option<Self> {
        let kind = cursor.u16()?;
        let tag = cursor.u16()?;
        let mut property = Self { tag, set: Set::None, number: 0, text: &[], kind: kind & !MULTIPLE, values: &[] };
        if tag >= 0x8000 {
            property.set = property_set(cursor.array()?);
            match cursor.u32()? {
                0 => property.number = cursor.u32()?,
                1 => property.text = cursor.padded()?,
                _ => return None,
            }
        }
        let counted = matches!(property.kind, STRING | UNICODE | BINARY | OBJECT);
        let count = if counted || kind & MULTIPLE != 0 { cursor.u32()? } else { 1 };
        let before = cursor.rest();
        if counted {
            for _ in 0..count {
                cursor.padded()?;
            }
        } else {
            let size = fixed_size(property.kind)?.checked_mul(usize::try_from(count).ok()?)?;
            cursor.take(size)?;
        }
        property.values = &before[..before.len() - cursor.rest().len()];
        Some(property)
    }

    fn is(&self, name: Name) -> bool {
        match name {
            Name::Tag(tag) => self.set == Set::None && self.tag == tag,
            Name::Number(set, number) => self.set == set && self.text.is_empty() && self.number == number,
            Name::Text(set, text) => {
                self.set == set && !self.text.is_empty() && CodePage::UTF_16.decode(self.text) == text
            }
        }
    }

    fn texts(&self, code_page: CodePage) -> impl Iterator<Item = String> + use<'a> {
        let kind = self.kind;
        let mut cursor = Cursor::new(if matches!(kind, STRING | UNICODE) { self.values } else { &[] });
        std::iter::from_fn(move || {
            let bytes = cursor.padded()?;
            Some(if kind == UNICODE { CodePage::UTF_16.decode(bytes) } else { code_page.decode(bytes) })
        })
    }
}

/// The bytes that a value of a type takes in the file, filled up to four.
fn fixed_size(kind: u16) -> Option<usize> {
    match kind {
        0x00 | 0x01 => Some(0),
        SHORT | LONG | 0x04 | 0x0a | BOOLEAN => Some(4),
        0x05..=0x07 | LONG_LONG | TIME => Some(8),
        0x48 => Some(16),
        _ => None,
    }
}

fn property_set(guid: [u8; 16]) -> Set {
    const OUTLOOK: [u8; 12] = [0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46];
    const MEETING: [u8; 16] =
        [0x90, 0xda, 0xd8, 0x6e, 0x0b, 0x45, 0x1b, 0x10, 0x98, 0xda, 0x00, 0xaa, 0x00, 0x3f, 0x13, 0x05];
    match guid.split_first_chunk() {
        _ if guid == MEETING => Set::Meeting,
        Some((first, rest)) if *rest == OUTLOOK => match u32::from_le_bytes(*first) {
            0x0006_2002 => Set::Appointment,
            0x0006_2008 => Set::Common,
            0x0002_0329 => Set::PublicStrings,
            _ => Set::Other,
        },
        _ => Set::Other,
    }
}

/// A text on one line, where it says anything.
pub fn one_line(text: &str) -> Option<String> {
    let line: String = text.chars().take(MAX_LINE_CHARS).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
