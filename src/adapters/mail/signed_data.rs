//! What an opaquely signed mail holds (CMS `SignedData`, RFC 5652 §5, in DER or BER). The signature is not looked at.

/// `1.2.840.113549.1.7.2`, `SignedData`.
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// Pieces of pieces of octets are not put together.
const MAX_DEPTH: usize = 4;

/// The signed octets, a part with headers of its own; `None` where there are none or they cannot be read.
pub(super) fn content(octets: &[u8]) -> Option<Vec<u8>> {
    let content_info = expect(octets, SEQUENCE)?;
    let (kind, rest) = element(content_info)?;
    if kind.tag != OBJECT_IDENTIFIER || kind.value != SIGNED_DATA {
        return None;
    }
    let signed_data = expect(expect(rest, CONTEXT_0)?, SEQUENCE)?;
    // Version and digest algorithms stand before the content.
    let (_, rest) = element(signed_data)?;
    let (_, rest) = element(rest)?;
    let (_, content) = element(expect(rest, SEQUENCE)?)?;
    let (text, _) = element(expect(content, CONTEXT_0)?)?;
    let mut joined = Vec::new();
    join(&text, &mut joined, MAX_DEPTH)?;
    Some(joined)
}

const OBJECT_IDENTIFIER: u8 = 0x06;
const OCTET_STRING: u8 = 0x04;
const OCTET_STRING_IN_PIECES: u8 = 0x24;
const SEQUENCE: u8 = 0x30;
const CONTEXT_0: u8 = 0xa0;

struct Element<'a> {
    tag: u8,
    value: &'a [u8],
}

fn expect(octets: &[u8], tag: u8) -> Option<&[u8]> {
    element(octets).filter(|(element, _)| element.tag == tag).map(|(element, _)| element.value)
}

/// The first element and what follows it.
fn element(octets: &[u8]) -> Option<(Element<'_>, &[u8])> {
    element_within(octets, 16)
}

fn element_within(octets: &[u8], depth: usize) -> Option<(Element<'_>, &[u8])> {
    let (&[tag, length], rest) = octets.split_first_chunk::<2>()?;
    match length {
        0..=0x7f => {
            let (value, rest) = rest.split_at_checked(usize::from(length))?;
            Some((Element { tag, value }, rest))
        }
        // BER: the length is not known beforehand, two zeros end the element.
        0x80 => {
            let depth = depth.checked_sub(1)?;
            let mut at = rest;
            while !at.starts_with(&[0, 0]) {
                at = element_within(at, depth)?.1;
            }
            Some((Element { tag, value: &rest[..rest.len() - at.len()] }, &at[2..]))
        }
        _ => {
            let (length, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
            if length.len() > 4 {
                return None;
            }
            let length = length.iter().fold(0, |length: usize, octet| length << 8 | usize::from(*octet));
            let (value, rest) = rest.split_at_checked(length)?;
            Some((Element { tag, value }, rest))
        }
    }
}

/// Puts an octet string together that may be in pieces.
fn join(text: &Element<'_>, joined: &mut Vec<u8>, depth: usize) -> Option<()> {
    match text.tag {
        OCTET_STRING => joined.extend_from_slice(text.value),
        OCTET_STRING_IN_PIECES => {
            let depth = depth.checked_sub(1)?;
            let mut rest = text.value;
            while !rest.is_empty() {
                let (piece, after) = element(rest)?;
                join(&piece, joined, depth)?;
                rest = after;
            }
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
        let length = u16::try_from(value.len()).unwrap().to_be_bytes();
        [&[tag, 0x82][..], &length, value].concat()
    }

    fn open(tag: u8, value: &[u8]) -> Vec<u8> {
        [&[tag, 0x80][..], value, &[0, 0]].concat()
    }

    #[test]
    fn signed_octets_are_found_in_der_and_ber() {
        for wrap in [tlv, open] {
            for text in [tlv(0x04, b"hello"), open(0x24, &[tlv(0x04, b"hel"), tlv(0x04, b"lo")].concat())] {
                let inner = wrap(0x30, &[tlv(0x06, &[1, 2, 3]), wrap(0xa0, &text)].concat());
                let data = wrap(0x30, &[tlv(0x02, &[1]), tlv(0x31, &[]), inner, tlv(0xa0, b"certificates")].concat());
                let whole = wrap(0x30, &[tlv(0x06, &SIGNED_DATA), wrap(0xa0, &data)].concat());
                assert_eq!(content(&whole).as_deref(), Some(&b"hello"[..]));
                for cut in 0..whole.len() - 30 {
                    let _ = content(&whole[..cut]);
                }
            }
        }
    }

    #[test]
    fn what_is_enveloped_or_endless_is_not_read() {
        let enveloped = tlv(0x30, &tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x03]));
        assert_eq!(content(&enveloped), None);
        assert_eq!(content(&[0x30, 0x80].repeat(1_000_000)), None);
    }

    proptest! {
        #[test]
        fn no_octets_panic(octets in proptest::collection::vec(prop_oneof![Just(0x30u8), Just(0x80), Just(0xa0), Just(0x24), Just(0), any::<u8>()], 0..200)) {
            let _ = content(&octets);
        }
    }
}
