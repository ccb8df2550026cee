//! mbox files.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| statt::unbreakable::mbox(octets));
