//! What other programs know of a person, put together.

use std::path::PathBuf;

use super::mail_server::MailServer;
use crate::domain::address::EmailAddress;

/// One account as another program knows it; every part may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownAccount {
    /// The program, for people: "mutt", "Thunderbird".
    pub source: String,
    /// The person's name.
    pub name: Option<String>,
    /// The addresses; the one to send from first.
    pub addresses: Vec<EmailAddress>,
    /// The inboxes on this machine.
    pub inboxes: Vec<PathBuf>,
    /// The folder of sent mails on this machine.
    pub sent: Option<PathBuf>,
    /// Where mails are handed in.
    pub smtp: Option<MailServer>,
    /// Where mails are kept.
    pub imap: Option<MailServer>,
    /// The program takes this account unless told otherwise.
    pub preferred: bool,
}

impl KnownAccount {
    /// Whether an account says anything at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let nothing = Self { source: self.source.clone(), preferred: self.preferred, ..Self::default() };
        *self == nothing
    }

    fn has(&self, address: &EmailAddress) -> bool {
        let logs_in = |server: &Option<MailServer>| {
            server.as_ref().and_then(|server| server.user.as_deref()).is_some_and(|user| *user == address.lower())
        };
        self.addresses.contains(address) || logs_in(&self.smtp) || logs_in(&self.imap)
    }
}

/// All that was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// Accounts, the program that knows most first.
    pub accounts: Vec<KnownAccount>,
    /// Inboxes at their usual places.
    pub inboxes: Vec<PathBuf>,
    /// The folder of sent mails beside the first of them.
    pub sent: Option<PathBuf>,
    /// Calendars.
    pub calendars: Vec<PathBuf>,
    /// Address books.
    pub contacts: Vec<PathBuf>,
    /// What could not be read, and why.
    pub notes: Vec<String>,
}

impl Findings {
    /// The address to send from: of an account that has mails before a mere name for commits, then of one that its
    /// program prefers, then of the first.
    #[must_use]
    pub fn main_address(&self) -> Option<&EmailAddress> {
        let ranked = self.accounts.iter().filter_map(|account| {
            let has_mails = account.smtp.is_some() || account.imap.is_some() || !account.inboxes.is_empty();
            Some(((!has_mails, !account.preferred), account.addresses.first()?))
        });
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, address)| address)
    }

    /// The accounts of an address, and after them those of nobody in particular.
    fn accounts_of(&self, address: Option<&EmailAddress>) -> Vec<&KnownAccount> {
        let of_it = self.accounts.iter().filter(|account| address.is_some_and(|address| account.has(address)));
        let of_nobody = self.accounts.iter().filter(|account| account.addresses.is_empty());
        let mut all: Vec<&KnownAccount> = of_it.collect();
        all.extend(of_nobody);
        all
    }

    /// The name that goes with an address; any name rather than none.
    #[must_use]
    pub fn name(&self, address: Option<&EmailAddress>) -> Option<&str> {
        self.accounts_of(address).into_iter().chain(&self.accounts).find_map(|account| account.name.as_deref())
    }

    /// An address and the others that its accounts have beside it.
    #[must_use]
    pub fn addresses(&self, address: &EmailAddress) -> Vec<EmailAddress> {
        let mut all = vec![address.clone()];
        for account in self.accounts.iter().filter(|account| account.has(address)) {
            for other in &account.addresses {
                if !all.contains(other) {
                    all.push(other.clone());
                }
            }
        }
        all
    }

    /// Where mails from an address are handed in.
    #[must_use]
    pub fn smtp(&self, address: Option<&EmailAddress>) -> Option<&MailServer> {
        self.server(address, |account| account.smtp.as_ref())
    }

    /// Where mails to an address are kept.
    #[must_use]
    pub fn imap(&self, address: Option<&EmailAddress>) -> Option<&MailServer> {
        self.server(address, |account| account.imap.as_ref())
    }

    fn server(
        &self,
        address: Option<&EmailAddress>,
        part: impl Fn(&KnownAccount) -> Option<&MailServer>,
    ) -> Option<&MailServer> {
        let of_somebody_else = |server: &MailServer| {
            let user = server.user.as_deref().filter(|user| user.contains('@'));
            user.zip(address).is_some_and(|(user, address)| *user.to_lowercase() != address.lower())
        };
        self.accounts_of(address).into_iter().find_map(|account| {
            let server = part(account)?;
            // A server of nobody in particular counts unless its user is named after another address.
            (!account.addresses.is_empty() || !of_somebody_else(server)).then_some(server)
        })
    }

    /// The inboxes of an address, and those at the usual places; the best first, each once.
    #[must_use]
    pub fn inboxes(&self, address: Option<&EmailAddress>) -> Vec<PathBuf> {
        let mut all: Vec<PathBuf> = Vec::new();
        let known = self.accounts_of(address).into_iter().flat_map(|account| &account.inboxes);
        for inbox in known.chain(&self.inboxes) {
            if !all.contains(inbox) {
                all.push(inbox.clone());
            }
        }
        all
    }

    /// Where sent mails of an address are kept.
    #[must_use]
    pub fn sent(&self, address: Option<&EmailAddress>) -> Option<&PathBuf> {
        self.accounts_of(address).into_iter().find_map(|account| account.sent.as_ref()).or(self.sent.as_ref())
    }

    /// Addresses of accounts that have nothing to do with the chosen ones.
    #[must_use]
    pub fn other_addresses(&self, chosen: &[EmailAddress]) -> Vec<&EmailAddress> {
        let mut others: Vec<&EmailAddress> = Vec::new();
        for address in self.accounts.iter().flat_map(|account| &account.addresses) {
            if !chosen.contains(address) && !others.contains(&address) {
                others.push(address);
            }
        }
        others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> EmailAddress {
        EmailAddress::parse(text).unwrap()
    }

    fn account(source: &str, addresses: &[&str]) -> KnownAccount {
        KnownAccount {
            source: source.to_owned(),
            addresses: addresses.iter().map(|text| address(text)).collect(),
            ..KnownAccount::default()
        }
    }

    fn smtp(host: &str, user: Option<&str>) -> MailServer {
        MailServer::smtp(host, None, None).with_user(user.map(str::to_owned))
    }

    #[test]
    fn a_server_goes_with_its_own_address() {
        let work = KnownAccount {
            smtp: Some(smtp("smtp.agentur.example", None)),
            ..account("aerc", &["jana@agentur.example"])
        };
        let home = KnownAccount { smtp: Some(smtp("mail.gmx.net", None)), ..account("aerc", &["jana@gmx.de"]) };
        let nobody = KnownAccount { smtp: Some(smtp("relay.example", None)), ..account("msmtp", &[]) };
        let named =
            KnownAccount { smtp: Some(smtp("smtp.posteo.de", Some("jana@posteo.de"))), ..account("msmtp", &[]) };
        let findings = Findings { accounts: vec![named, work, home, nobody], ..Findings::default() };
        let cases = [
            ("jana@gmx.de", "mail.gmx.net"),
            ("jana@agentur.example", "smtp.agentur.example"),
            ("jana@posteo.de", "smtp.posteo.de"),
            ("jana@web.de", "relay.example"),
        ];
        for (mail, host) in cases {
            assert_eq!(findings.smtp(Some(&address(mail))).map(|server| server.host.as_str()), Some(host), "{mail}");
        }
    }

    #[test]
    fn an_account_with_a_mailbox_comes_before_a_name_for_commits() {
        let git = KnownAccount { preferred: true, ..account("git", &["jana@code.example"]) };
        let mutt = KnownAccount { inboxes: vec!["/m".into()], ..account("mutt", &["jana@agentur.example"]) };
        let both = Findings { accounts: vec![git.clone(), mutt], ..Findings::default() };
        assert_eq!(both.main_address(), Some(&address("jana@agentur.example")));
        let only = Findings { accounts: vec![git], ..Findings::default() };
        assert_eq!(only.main_address(), Some(&address("jana@code.example")));
    }

    #[test]
    fn addresses_of_one_account_stay_together_and_others_are_named() {
        let findings = Findings {
            accounts: vec![
                account("mutt", &["jana@agentur.example", "info@agentur.example"]),
                account("git", &["jana@agentur.example", "jana@code.example"]),
                account("aerc", &["jana@gmx.de"]),
            ],
            ..Findings::default()
        };
        let mine = findings.addresses(&address("jana@agentur.example"));
        let lower: Vec<String> = mine.iter().map(EmailAddress::lower).collect();
        assert_eq!(lower, ["jana@agentur.example", "info@agentur.example", "jana@code.example"]);
        assert_eq!(findings.other_addresses(&mine), [&address("jana@gmx.de")]);
    }
}
