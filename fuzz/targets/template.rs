//! Templates, as a user may write them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| statt::unbreakable::template(&String::from_utf8_lossy(octets)));
