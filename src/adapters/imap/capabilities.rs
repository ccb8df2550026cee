//! What a server can do.

/// The capabilities that a server named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Capabilities(Vec<String>);

impl Capabilities {
    /// Those of an answer: `* CAPABILITY …`, or `[CAPABILITY …]` in any other.
    pub fn of(answer: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(answer);
        let upper = text.to_ascii_uppercase();
        let list = match upper.trim().strip_prefix("* CAPABILITY ") {
            Some(list) => list,
            None => upper.split_once("[CAPABILITY ")?.1.split_once(']')?.0,
        };
        Some(Self(list.split_ascii_whitespace().take(200).map(str::to_owned).collect()))
    }

    /// Whether the server has it.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|known| known == name)
    }

    /// The mechanisms to log in, for a person.
    pub fn mechanisms(&self) -> String {
        let names: Vec<&str> = self.0.iter().filter_map(|known| known.strip_prefix("AUTH=")).collect();
        let names: Vec<String> =
            names.iter().map(|name| name.chars().filter(char::is_ascii_graphic).take(40).collect()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_stand_in_answers_of_their_own_and_in_others() {
        let has = |answer: &str| Capabilities::of(answer.as_bytes()).is_some_and(|all| all.has("IDLE"));
        assert!(has("* CAPABILITY IMAP4rev1 Idle AUTH=PLAIN\r\n"));
        assert!(has("a1 OK [CAPABILITY IMAP4rev1 IDLE] in\r\n"));
        assert!(!has("* OK idle\r\n"));
        assert_eq!(Capabilities::of(b"* CAPABILITY AUTH=PLAIN AUTH=X\r\n").unwrap().mechanisms(), "PLAIN, X");
    }
}
