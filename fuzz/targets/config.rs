//! Configurations.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| statt::unbreakable::config(&String::from_utf8_lossy(octets)));
