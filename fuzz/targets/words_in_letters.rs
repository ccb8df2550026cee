//! Words of a stranger, in every place of a letter.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| statt::unbreakable::words_in_letters(&String::from_utf8_lossy(octets)));
