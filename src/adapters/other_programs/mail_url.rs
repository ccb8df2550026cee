//! Servers as URLs: `smtps://jana%40agentur.example@smtp.agentur.example:465`. A password in one is dropped.

use percent_encoding::percent_decode_str;

use crate::domain::setup::{MailServer, Protection};

/// The parts of a URL that matter.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MailUrl {
    /// In lower case.
    pub(super) scheme: String,
    user: Option<String>,
    host: String,
    port: Option<u16>,
}

impl MailUrl {
    /// Reads one; none where it names no usable host.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.trim().split_once("://")?;
        // A password may hold a raw @ or /, so the host is what follows the last @, if any.
        let (user, rest) = match rest.rsplit_once('@') {
            Some((user, rest)) => (user.split(':').next(), rest),
            None => (None, rest),
        };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port.parse().ok()?)),
            _ => (authority, None),
        };
        let user = user.map(|user| percent_decode_str(user).decode_utf8_lossy().into_owned());
        Some(Self {
            scheme: scheme.to_ascii_lowercase(),
            user: user.filter(|user| is_usable_user(user)),
            host: host_name(host)?,
            port,
        })
    }

    /// The protection that the scheme stands for.
    fn protection(&self) -> Option<Protection> {
        let scheme = self.scheme.split('+').next().unwrap_or_default();
        match scheme {
            _ if self.scheme.contains("+insecure") => Some(Protection::None),
            "smtps" | "imaps" => Some(Protection::Tls),
            "smtp" | "imap" => Some(Protection::StartTls),
            _ => None,
        }
    }

    /// The server of a URL for sending.
    pub(super) fn smtp(&self) -> Option<MailServer> {
        let server = MailServer::smtp(&self.host, self.port, self.protection());
        self.scheme.starts_with("smtp").then(|| server.with_user(self.user.clone()))
    }

    /// The server of a URL for reading.
    pub(super) fn imap(&self) -> Option<MailServer> {
        let server = MailServer::imap(&self.host, self.port, self.protection());
        self.scheme.starts_with("imap").then(|| server.with_user(self.user.clone()))
    }
}

/// A host, if it can be one.
pub(super) fn host_name(text: &str) -> Option<String> {
    let text = text.trim();
    let possible = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
    (!text.is_empty() && text.len() <= 255 && text.chars().all(possible)).then(|| text.to_ascii_lowercase())
}

/// A user's name at a server, if it can be one.
pub(super) fn user_name(text: &str) -> Option<String> {
    let text = text.trim();
    is_usable_user(text).then(|| text.to_owned())
}

fn is_usable_user(user: &str) -> bool {
    !user.is_empty() && user.len() <= 255 && !user.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_servers() {
        use Protection::{None as Nothing, StartTls, Tls};
        let cases = [
            ("smtps://jana@smtp.x.example:465", Some(("smtp.x.example", 465, Tls, Some("jana")))),
            (
                "smtps+plain://jana%40x.example:p%40ss@smtp.x.example",
                Some(("smtp.x.example", 465, Tls, Some("jana@x.example"))),
            ),
            ("smtp://jana:p@ss/w@smtp.x.example/", Some(("smtp.x.example", 587, StartTls, Some("jana")))),
            ("smtp+insecure://localhost:2525", Some(("localhost", 2525, Nothing, None))),
            ("SMTP://[::1]:25", Some(("[::1]", 25, StartTls, None))),
            ("imaps://imap.x.example", None),
            ("smtp://:25", None),
            ("smtp://smtp.x.example:99999", None),
            ("smtp://a b", None),
            ("/usr/sbin/sendmail", None),
        ];
        for (text, expected) in cases {
            let server = MailUrl::parse(text).and_then(|url| url.smtp());
            let found = server.as_ref().map(|s| (s.host.as_str(), s.port, s.protection, s.user.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
        let imap = MailUrl::parse("imaps://jana@imap.x.example").and_then(|url| url.imap()).unwrap();
        assert_eq!((imap.port, imap.protection), (993, Tls));
    }
}
