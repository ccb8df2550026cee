//! Dashes between words.

/// " - " and " -- " become " – ". At the start of a line they are bullets or the mark of a signature.
pub(super) fn lengthen(text: &str) -> String {
    text.split('\n').map(lengthen_line).collect::<Vec<_>>().join("\n")
}

fn lengthen_line(line: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    for place in 1..words.len().saturating_sub(1) {
        let is_between =
            words[..place].iter().rev().take(1).any(|word| !word.is_empty()) && !words[place + 1].is_empty();
        if is_between && matches!(words[place], "-" | "--") {
            words[place] = "–";
        }
    }
    words.join(" ")
}
