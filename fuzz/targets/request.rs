//! Requests in German words: the subject on the first line, the letter on the others.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| {
    let text = String::from_utf8_lossy(octets);
    let (subject, body) = text.split_once('\n').unwrap_or(("Termin", &text));
    statt::unbreakable::request(subject, body);
});
