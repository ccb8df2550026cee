//! The identifier that all copies of a meeting share (MS-OXOCAL §2.2.1.27, MS-OXCICAL §2.1.3.1.1.20.26).

use std::fmt::Write;

use chrono::NaiveDate;

use super::code_page::CodePage;
use super::cursor::Cursor;

/// A global object identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalId {
    /// The UID of the meeting or of its series.
    pub uid: String,
    /// The day of the one instance of a series that it means.
    pub instance: Option<NaiveDate>,
}

/// What programs other than Outlook put before their own UID.
const FOREIGN: &[u8] = b"vCal-Uid\x01\0\0\0";

/// Where the day of the instance stands, between class and creation time.
const INSTANCE: std::ops::Range<usize> = 16..20;

/// A longer identifier is no identifier, and a series repeats it for each changed instance.
const MAX_BYTES: usize = 1024;

impl GlobalId {
    /// Reads one; `None` where it is empty or absurdly long.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        if bytes.is_empty() || bytes.len() > MAX_BYTES {
            return None;
        }
        let uid = foreign_uid(bytes).unwrap_or_else(|| {
            let mut hexadecimal = String::with_capacity(2 * bytes.len());
            for (at, byte) in bytes.iter().enumerate() {
                let byte = if INSTANCE.contains(&at) { 0 } else { *byte };
                // Writing into a String cannot fail.
                let _ = write!(hexadecimal, "{byte:02X}");
            }
            hexadecimal
        });
        Some(Self { uid, instance: instance(bytes) })
    }
}

fn foreign_uid(bytes: &[u8]) -> Option<String> {
    // Class (16), instance (4), creation time (8), reserved (8), then the data with its length.
    let mut cursor = Cursor::new(bytes.get(36..)?);
    let uid = cursor.counted()?.strip_prefix(FOREIGN)?;
    let uid: String = CodePage(65001).decode(uid).chars().filter(|c| !c.is_control()).collect();
    (!uid.is_empty()).then_some(uid)
}

fn instance(bytes: &[u8]) -> Option<NaiveDate> {
    let day = bytes.get(INSTANCE)?;
    let year = u16::from_be_bytes([day[0], day[1]]);
    (year != 0).then(|| NaiveDate::from_ymd_opt(year.into(), day[2].into(), day[3].into())).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLASS: [u8; 16] = [4, 0, 0, 0, 0x82, 0, 0xe0, 0, 0x74, 0xc5, 0xb7, 0x10, 0x1a, 0x82, 0xe0, 8];

    fn id(day: [u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [&CLASS[..], &day, &[0; 16], &length, data].concat()
    }

    #[test]
    fn outlook_ids_become_upper_case_hexadecimal() {
        let read = GlobalId::read(&id([0; 4], &[0xab, 0x01])).unwrap();
        assert_eq!(
            read.uid,
            "040000008200E00074C5B7101A82E00800000000000000000000000000000000000000000200\
             0000AB01"
        );
        assert_eq!(read.instance, None);
    }

    #[test]
    fn an_instance_has_the_uid_of_its_series() {
        let instance = GlobalId::read(&id([0x07, 0xea, 11, 26], &[1])).unwrap();
        assert_eq!(instance.uid, GlobalId::read(&id([0; 4], &[1])).unwrap().uid);
        assert_eq!(instance.instance, NaiveDate::from_ymd_opt(2026, 11, 26));
    }

    #[test]
    fn other_programs_uids_are_unwrapped() {
        let data = [b"vCal-Uid\x01\0\0\0".as_slice(), b"termin-7@kunde.example\0"].concat();
        assert_eq!(GlobalId::read(&id([0; 4], &data)).unwrap().uid, "termin-7@kunde.example");
    }

    #[test]
    fn what_is_no_id_is_none() {
        assert_eq!(GlobalId::read(&[]), None);
        assert_eq!(GlobalId::read(&[1; 5000]), None);
        assert_eq!(GlobalId::read(&[0xff]).unwrap().uid, "FF");
    }
}
