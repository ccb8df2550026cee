//! Senders: the name shown on the first line, the address on the second, the letter on the others.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| {
    let text = String::from_utf8_lossy(octets);
    let mut lines = text.splitn(3, '\n');
    let mut next = || lines.next().unwrap_or_default();
    statt::unbreakable::name(next(), next(), next());
});
