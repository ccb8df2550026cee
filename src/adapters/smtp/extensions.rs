//! What a server offers in its answer to EHLO (RFC 5321 §4.1.1.1).

use super::reply::Reply;

/// The offers, as far as statt knows what to do with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Extensions {
    /// All keywords in upper case.
    pub keywords: Vec<String>,
    /// The limit of SIZE (RFC 1870), where there is one.
    pub size_limit: Option<usize>,
    /// The mechanisms of AUTH (RFC 4954) in upper case.
    pub mechanisms: Vec<String>,
}

impl Extensions {
    /// Reads the answer to EHLO.
    pub fn of(reply: &Reply) -> Self {
        let mut found = Self::default();
        for line in reply.lines.iter().skip(1) {
            // Old servers write `AUTH=LOGIN`.
            let mut words = line.split(|c: char| c.is_ascii_whitespace() || c == '=').filter(|word| !word.is_empty());
            let Some(keyword) = words.next().map(str::to_ascii_uppercase) else { continue };
            match keyword.as_str() {
                "SIZE" => {
                    found.size_limit = words.next().and_then(|limit| limit.parse().ok()).filter(|limit| *limit > 0);
                }
                "AUTH" => found.mechanisms.extend(words.map(str::to_ascii_uppercase)),
                _ => {}
            }
            found.keywords.push(keyword);
        }
        found
    }

    /// Whether an extension is offered.
    pub fn offers(&self, keyword: &str) -> bool {
        self.keywords.iter().any(|offered| offered == keyword)
    }

    /// Whether this way to log in is offered.
    pub fn offers_mechanism(&self, mechanism: &str) -> bool {
        self.mechanisms.iter().any(|offered| offered == mechanism)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offers_are_read_in_any_case_and_old_spelling() {
        let lines = ["mail.example STARTTLS", "size 1000", "AUTH PLAIN login", "AUTH=XOAUTH2", "Pipelining", "X", ""];
        let found = Extensions::of(&Reply { code: 250, lines: lines.map(str::to_owned).to_vec() });
        assert_eq!(found.size_limit, Some(1000));
        assert_eq!(found.mechanisms, ["PLAIN", "LOGIN", "XOAUTH2"]);
        let offered = ["PIPELINING", "SIZE", "STARTTLS", "8BITMIME"].map(|keyword| found.offers(keyword));
        assert_eq!(offered, [true, true, false, false], "the server's name is no offer");
    }

    #[test]
    fn a_size_of_nought_is_no_limit() {
        for (line, expected) in [("SIZE 0", None), ("SIZE", None), ("SIZE 7", Some(7)), ("SIZE x", None)] {
            let reply = Reply { code: 250, lines: vec!["mail.example".to_owned(), line.to_owned()] };
            assert_eq!(Extensions::of(&reply).size_limit, expected, "{line}");
        }
    }
}
