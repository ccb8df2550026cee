//! The stream of attributes that a winmail.dat is (MS-OXTNEF §2.1).

use super::cursor::Cursor;
use crate::domain::limits::REST;
use crate::domain::reading::Reading;

/// The first four bytes of every TNEF file.
pub const SIGNATURE: [u8; 4] = [0x78, 0x9f, 0x3e, 0x22];

/// Of a file with more attributes the first ones are read: an honest one has a few for each attachment.
const MAX_ATTRIBUTES: usize = 20_000;

/// What an attribute is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Message,
    Attachment,
}

/// One attribute. The upper half of its number only repeats its type, so `id` is the lower half.
#[derive(Debug, Clone, Copy)]
pub struct Attribute<'a> {
    pub level: Level,
    pub id: u16,
    pub data: &'a [u8],
}

/// The attributes of a file, up to the first place that is none; `None` where it is no TNEF at all.
///
/// Checksums are only warned of: some writers got them wrong, and the lengths tell enough.
pub fn attributes(bytes: &[u8]) -> Reading<Option<Vec<Attribute<'_>>>> {
    let mut cursor = Cursor::new(bytes);
    if cursor.array() != Some(SIGNATURE) || cursor.u16().is_none() {
        return Reading::clean(None).warn("winmail.dat does not begin like a TNEF file");
    }
    let mut found = Vec::new();
    let mut wrong_checksums = 0usize;
    let mut trouble: Option<String> = None;
    while !cursor.is_empty() {
        if found.len() >= MAX_ATTRIBUTES {
            trouble = Some(format!("winmail.dat has more than {MAX_ATTRIBUTES} attributes; {REST}"));
            break;
        }
        let level = match cursor.u8() {
            Some(1) => Level::Message,
            Some(2) => Level::Attachment,
            _ => {
                trouble = Some("winmail.dat has something else after its attributes".to_owned());
                break;
            }
        };
        let (Some(id), Some(length)) = (cursor.u32(), cursor.u32()) else {
            trouble = Some("winmail.dat is cut off".to_owned());
            break;
        };
        let id = u16::try_from(id & 0xffff).unwrap_or_default();
        let Some(data) = usize::try_from(length).ok().and_then(|length| cursor.take(length)) else {
            trouble = Some("winmail.dat is cut off".to_owned());
            found.push(Attribute { level, id, data: cursor.rest() });
            break;
        };
        let sum = data.iter().fold(0u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
        wrong_checksums += usize::from(cursor.u16() != Some(sum));
        found.push(Attribute { level, id, data });
    }
    let mut reading = Reading::clean(Some(found));
    if wrong_checksums > 0 {
        reading = reading.warn(format!("winmail.dat has {wrong_checksums} attributes with a wrong checksum"));
    }
    match trouble {
        Some(trouble) => reading.warn(trouble),
        None => reading,
    }
}
