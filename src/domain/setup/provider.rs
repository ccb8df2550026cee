//! The large German-speaking mail providers: their servers, and what one must know of each.

use super::mail_server::{MailServer, Protection};
use Protection::{StartTls, Tls};

/// A mail provider.
#[derive(Debug, Clone, Copy)]
pub struct Provider {
    /// Its short name, as `--provider` takes it.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// The domains of its own addresses; none where its customers bring theirs.
    pub domains: &'static [&'static str],
    /// Where mails are handed in. A host that starts with `*` differs from customer to customer.
    smtp: (&'static str, u16, Protection),
    /// Where mails are kept, with TLS from the first byte.
    imap: &'static str,
    /// Whether it files mails that are handed in among the sent ones by itself, so that a copy would be a second one.
    pub files_sent_mail: bool,
    /// What has to be done before a program may log in.
    pub note: Option<&'static str>,
}

impl Provider {
    /// The provider of an address's domain.
    #[must_use]
    pub fn of_domain(domain: &str) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.domains.iter().any(|known| known.eq_ignore_ascii_case(domain)))
    }

    /// The provider with this short name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<&'static Self> {
        PROVIDERS.iter().find(|provider| provider.id.eq_ignore_ascii_case(id.trim()))
    }

    /// Where mails are handed in by a user; none where that differs from customer to customer.
    #[must_use]
    pub fn smtp(&self, user: Option<String>) -> Option<MailServer> {
        let (host, port, protection) = self.smtp;
        (!host.starts_with('*')).then(|| MailServer::smtp(host, Some(port), Some(protection)).with_user(user))
    }

    /// Where a user's mails are kept; none where that differs from customer to customer.
    #[must_use]
    pub fn imap(&self, user: Option<String>) -> Option<MailServer> {
        let host = self.imap;
        (!host.starts_with('*')).then(|| MailServer::imap(host, Some(993), Some(Tls)).with_user(user))
    }
}

/// Whether a server's provider files what is sent through it by itself.
#[must_use]
pub fn files_sent_mail(host: &str) -> bool {
    PROVIDERS.iter().any(|provider| provider.files_sent_mail && provider.smtp.0.eq_ignore_ascii_case(host))
        || FILING_ALIASES.iter().any(|known| known.eq_ignore_ascii_case(host))
}

/// Further names of servers that file by themselves.
const FILING_ALIASES: [&str; 3] = ["smtp.googlemail.com", "smtp.outlook.office365.com", "smtp.outlook.com"];

const IMAP_SWITCH: Option<&str> = Some("switch POP3/IMAP access on in the webmail's settings first");
const APP_PASSWORD: Option<&str> = Some("takes app passwords only: make one in your account's security settings");
const TOKENS: Option<&str> =
    Some("takes OAuth2 tokens only: set auth = \"xoauth2\" and a password command that prints a token");

const fn provider(
    id: &'static str,
    name: &'static str,
    domains: &'static [&'static str],
    smtp: (&'static str, u16, Protection),
    imap: &'static str,
    note: Option<&'static str>,
) -> Provider {
    Provider { id, name, domains, smtp, imap, files_sent_mail: false, note }
}

/// The table.
#[rustfmt::skip]
pub const PROVIDERS: &[Provider] = &[
    provider("gmx", "GMX", &["gmx.de", "gmx.net", "gmx.at", "gmx.ch", "gmx.eu", "gmx.org", "gmx.info", "gmx.li", "gmx.biz"],
        ("mail.gmx.net", 465, Tls), "imap.gmx.net", IMAP_SWITCH),
    provider("gmx.com", "GMX (international)", &["gmx.com", "gmx.us"], ("mail.gmx.com", 465, Tls), "imap.gmx.com", IMAP_SWITCH),
    provider("web.de", "WEB.DE", &["web.de", "email.de"], ("smtp.web.de", 587, StartTls), "imap.web.de", IMAP_SWITCH),
    provider("t-online", "Telekom (T-Online)", &["t-online.de", "magenta.de"],
        ("securesmtp.t-online.de", 465, Tls), "secureimap.t-online.de",
        Some("wants the password for e-mail programs, which is not that of the Telekom log-in")),
    provider("freenet", "freenet", &["freenet.de"], ("mx.freenet.de", 587, StartTls), "mx.freenet.de", None),
    provider("posteo", "Posteo", &["posteo.de", "posteo.net", "posteo.at", "posteo.ch", "posteo.eu", "posteo.org"],
        ("posteo.de", 465, Tls), "posteo.de", None),
    provider("mailbox.org", "mailbox.org", &["mailbox.org"], ("smtp.mailbox.org", 465, Tls), "imap.mailbox.org", None),
    provider("ionos", "IONOS (1&1)", &["online.de", "onlinehome.de", "sofortstart.de", "sofort-start.de", "sofortsurf.de",
        "sofort-surf.de", "go4more.de", "kundenserver.de"], ("smtp.ionos.de", 465, Tls), "imap.ionos.de", None),
    provider("strato", "STRATO", &["strato.de"], ("smtp.strato.de", 465, Tls), "imap.strato.de", None),
    provider("all-inkl", "ALL-INKL.COM", &[], ("*.kasserver.com", 465, Tls), "*.kasserver.com",
        Some("the server is called w….kasserver.com; your KAS shows its whole name")),
    provider("hosteurope", "Host Europe", &["hosteurope.de"], ("smtp.hosteurope.de", 587, StartTls), "imap.hosteurope.de",
        Some("the user is the mailbox's name in the KIS, not always the address")),
    provider("a1", "A1", &["a1.net", "aon.at"], ("securemail.a1.net", 587, StartTls), "securemail.a1.net",
        Some("older mailboxes log in with their user number (aon.…) and not with the address")),
    provider("magenta.at", "Magenta Telekom", &["magenta.at", "chello.at", "inode.at"], ("*", 587, StartTls), "*",
        Some("its servers go by the contract; the customer portal names yours")),
    provider("bluewin", "Swisscom (Bluewin)", &["bluewin.ch"], ("smtpauths.bluewin.ch", 465, Tls), "imaps.bluewin.ch", None),
    provider("hostpoint", "Hostpoint", &[], ("asmtp.mail.hostpoint.ch", 465, Tls), "imap.mail.hostpoint.ch", None),
    provider("infomaniak", "Infomaniak", &["ik.me", "ikmail.com", "etik.com"],
        ("mail.infomaniak.com", 465, Tls), "mail.infomaniak.com", None),
    Provider { files_sent_mail: true, ..provider("gmail", "Gmail, Google Workspace", &["gmail.com", "googlemail.com"],
        ("smtp.gmail.com", 465, Tls), "imap.gmail.com", APP_PASSWORD) },
    Provider { files_sent_mail: true, ..provider("outlook", "Outlook.com", &["outlook.com", "outlook.de", "outlook.at",
        "hotmail.com", "hotmail.de", "hotmail.ch", "hotmail.at", "live.com", "live.de", "live.at", "msn.com"],
        ("smtp-mail.outlook.com", 587, StartTls), "outlook.office365.com", TOKENS) },
    Provider { files_sent_mail: true, ..provider("office365", "Microsoft 365", &[],
        ("smtp.office365.com", 587, StartTls), "outlook.office365.com", TOKENS) },
    provider("icloud", "iCloud", &["icloud.com", "me.com", "mac.com"],
        ("smtp.mail.me.com", 587, StartTls), "imap.mail.me.com", APP_PASSWORD),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_address_tells_its_server() {
        let cases = [
            ("gmx.at", Some(("mail.gmx.net", 465, "imap.gmx.net"))),
            ("WEB.de", Some(("smtp.web.de", 587, "imap.web.de"))),
            ("bluewin.ch", Some(("smtpauths.bluewin.ch", 465, "imaps.bluewin.ch"))),
            ("me.com", Some(("smtp.mail.me.com", 587, "imap.mail.me.com"))),
            ("chello.at", None),
            ("agentur.example", None),
            ("notgmx.de", None),
        ];
        for (domain, expected) in cases {
            let provider = Provider::of_domain(domain);
            let smtp = provider.and_then(|provider| provider.smtp(None));
            let imap = provider.and_then(|provider| provider.imap(None));
            let found = smtp.zip(imap).map(|(smtp, imap)| (smtp.host, smtp.port, imap.host));
            assert_eq!(found, expected.map(|(smtp, port, imap)| (smtp.to_owned(), port, imap.to_owned())), "{domain}");
        }
    }

    #[test]
    fn the_table_is_sound() {
        let mut seen = HashSet::new();
        for provider in PROVIDERS {
            assert!(seen.insert(provider.id), "{} stands twice", provider.id);
            let (host, port, protection) = provider.smtp;
            assert_eq!(Protection::usual_at(port), protection, "{host}");
            for domain in provider.domains {
                assert!(seen.insert(domain) || *domain == provider.id, "{domain} stands twice");
                assert_eq!(domain.to_lowercase(), *domain);
            }
            let personal = host.starts_with('*');
            assert_eq!(provider.smtp(None).is_none() && provider.imap(None).is_none(), personal, "{host}");
            assert!(!personal || provider.note.is_some(), "{} says where its server's name is", provider.id);
        }
    }

    #[test]
    fn some_file_sent_mails_by_themselves() {
        assert!(files_sent_mail("SMTP.gmail.com") && files_sent_mail("smtp.office365.com"));
        assert!(!files_sent_mail("mail.gmx.net") && !files_sent_mail("smtp.agentur.example"));
    }
}
