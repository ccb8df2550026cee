//! Octets in letters that are right in every name: of a file, of a sender, of a message.

use std::fmt::Write as _;

/// The first octets of a hash, two digits each.
#[must_use]
pub fn hex(hash: &[u8], octets: usize) -> String {
    hash.iter().take(octets).fold(String::with_capacity(2 * octets), |mut name, octet| {
        // Writing into memory cannot fail.
        let _ = write!(name, "{octet:02x}");
        name
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_octet_has_two_digits() {
        assert_eq!(hex(&[0, 10, 255, 7], 3), "000aff");
        assert_eq!(hex(&[1], 3), "01");
    }
}
