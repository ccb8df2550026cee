//! Compressed RTF (MS-OXRTFCP).
//!
//! Own code, because the crate `compressed-rtf` 1.0.1 panics on short input, believes the size that a header claims
//! before it allocates, and cannot stop at a limit.

use super::cursor::Cursor;
use crate::domain::limits::REST;
use crate::domain::reading::Reading;

/// More is not unpacked: eight bytes come out of each that goes in.
const MAX_BYTES: usize = 8 * 1024 * 1024;

const COMPRESSED: [u8; 4] = *b"LZFu";
const UNCOMPRESSED: [u8; 4] = *b"MELA";

/// What both sides know before the first byte.
const DICTIONARY: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \
\\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

/// The dictionary is a ring of so many bytes.
const RING: usize = 4096;

/// The RTF in a `PidTagRtfCompressed`; empty where there is none.
pub fn decompress(bytes: &[u8]) -> Reading<Vec<u8>> {
    let mut cursor = Cursor::new(bytes);
    let header = (cursor.u32(), cursor.u32(), cursor.array::<4>(), cursor.u32());
    let (Some(size), Some(raw_size), Some(kind), Some(sum)) = header else {
        return Reading::clean(Vec::new()).warn("the RTF text of winmail.dat is cut off");
    };
    // The size counts from behind itself, thus with the rest of the header.
    let size = usize::try_from(size).unwrap_or(usize::MAX).saturating_sub(12);
    let raw_size = usize::try_from(raw_size).unwrap_or(usize::MAX);
    let data = cursor.rest().get(..size).unwrap_or(cursor.rest());
    let reading = match kind {
        COMPRESSED => {
            let reading = Reading::clean(unpacked(data));
            if checksum(data) == sum { reading } else { reading.warn("the RTF text of winmail.dat is damaged") }
        }
        UNCOMPRESSED => Reading::clean(data[..data.len().min(raw_size).min(MAX_BYTES)].to_vec()),
        _ => Reading::clean(Vec::new()).warn("the RTF text of winmail.dat is packed in an unknown way"),
    };
    if reading.value.len() < MAX_BYTES {
        return reading;
    }
    reading.warn(format!("the RTF text of winmail.dat is {MAX_BYTES} octets or longer; {REST}"))
}

fn unpacked(data: &[u8]) -> Vec<u8> {
    let mut ring = [b' '; RING];
    ring[..DICTIONARY.len()].copy_from_slice(DICTIONARY);
    let mut write = DICTIONARY.len();
    let mut output = Vec::new();
    let mut cursor = Cursor::new(data);
    while let Some(control) = cursor.u8() {
        for bit in 0..8 {
            let (mut read, length) = if control & (1 << bit) == 0 {
                let Some(literal) = cursor.u8() else { return output };
                ring[write] = literal;
                (write, 1)
            } else {
                let Some(reference) = cursor.array().map(u16::from_be_bytes) else { return output };
                (usize::from(reference >> 4), usize::from(reference & 0xf) + 2)
            };
            // A reference to the place where the next byte goes marks the end.
            if length > 1 && read == write || output.len() >= MAX_BYTES {
                return output;
            }
            for _ in 0..length {
                let byte = ring[read];
                output.push(byte);
                ring[write] = byte;
                read = (read + 1) % RING;
                write = (write + 1) % RING;
            }
        }
    }
    output
}

/// CRC-32 with neither the first nor the last inversion (MS-OXRTFCP §2.1.3.2).
fn checksum(data: &[u8]) -> u32 {
    data.iter().fold(0, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 0 { sum >> 1 } else { (sum >> 1) ^ 0xedb8_8320 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(kind: [u8; 4], raw_size: u32, sum: u32, data: &[u8]) -> Vec<u8> {
        let size = u32::try_from(data.len() + 12).unwrap();
        [&size.to_le_bytes()[..], &raw_size.to_le_bytes(), &kind, &sum.to_le_bytes(), data].concat()
    }

    #[test]
    fn references_reach_into_the_dictionary_and_into_what_was_just_written() {
        // "{\rtf1\ansi" from the dictionary, then "ab", then 6 bytes beginning at that "ab", then the end.
        let at_ab = u16::try_from(DICTIONARY.len()).unwrap() + 11;
        let end = at_ab + 8;
        let mut data = vec![0b0001_1001];
        data.extend((9u16).to_be_bytes());
        data.extend(b"ab");
        data.extend((at_ab << 4 | 4).to_be_bytes());
        data.extend((end << 4).to_be_bytes());
        let reading = decompress(&packed(*b"LZFu", 19, checksum(&data), &data));
        assert_eq!(String::from_utf8_lossy(&reading.value), "{\\rtf1\\ansiabababab");
        assert_eq!(reading.warnings, Vec::<String>::new());
    }

    #[test]
    fn the_checksum_is_the_one_of_the_specification() {
        // The example of MS-OXRTFCP §3.1.1.
        let data = [
            0x03, 0x00, 0x0a, 0x00, 0x72, 0x63, 0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0a, 0xf3, 0x20, 0x68, 0x65,
            0x6c, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05, 0xb0, 0x6c, 0x64, 0x7d, 0x0a, 0x80, 0x0f, 0xa0,
        ];
        let reading = decompress(&packed(*b"LZFu", 0x2b, 0xa7c7_c5f1, &data));
        assert_eq!(String::from_utf8_lossy(&reading.value), "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        assert_eq!(reading.warnings, Vec::<String>::new());
    }

    #[test]
    fn sizes_that_lie_and_damage_are_survived() {
        assert_eq!(decompress(&packed(*b"MELA", u32::MAX, 0, b"{\\rtf1 x}")).value, b"{\\rtf1 x}");
        assert_eq!(decompress(&packed(*b"LZFu", u32::MAX, 1, &[0])).warnings.len(), 1);
        assert_eq!(decompress(&packed(*b"NONE", 1, 1, &[0])).warnings.len(), 1);
        assert_eq!(decompress(&[1, 2, 3]).warnings.len(), 1);
    }
}
