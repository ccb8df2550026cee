//! An account on a mail server, with what is needed to open it.

use std::sync::Arc;

use crate::adapters::imap::{Account, Dialer};
use crate::adapters::secrets::{self, PasswordSource};

/// An account of the config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailAccount {
    /// The server, and who I am there.
    pub account: Account,
    /// Where the password is.
    pub password: Option<PasswordSource>,
    /// The folder for copies of sent mails, where it is not called `Sent`.
    pub sent: Option<String>,
    /// The folder in which drafts are laid out for other mail programs.
    pub drafts: Option<String>,
}

/// A folder of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerFolder {
    /// The account.
    pub account: MailAccount,
    /// The folder's name, as people read it.
    pub folder: String,
}

impl MailAccount {
    /// Opens connections to it; the password is fetched when the first is made.
    #[must_use]
    pub fn dialer(&self) -> Dialer {
        let (source, name, user) = (self.password.clone(), self.account.name.clone(), self.account.user.clone());
        let password = move || match &source {
            Some(source) => secrets::fetch(source, &user).map_err(|error| error.to_string()),
            None => Err(format!("the server wants a log-in, but imap.{name}.password is missing")),
        };
        Dialer::new(self.account.clone(), Arc::new(password))
    }

    /// The folder for copies of sent mails.
    #[must_use]
    pub fn sent_folder(&self) -> &str {
        self.sent.as_deref().unwrap_or("Sent")
    }
}

/// Account, folder and UID of a mail that was found on a server: `imap:ACCOUNT/FOLDER;UID=N`.
#[must_use]
pub fn place_on_server(source: &str) -> Option<(&str, &str, u32)> {
    let (place, uid) = source.strip_prefix("imap:")?.rsplit_once(";UID=")?;
    let (account, folder) = place.split_once('/')?;
    Some((account, folder, uid.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_names_account_folder_and_mail() {
        let cases = [
            ("imap:work/INBOX;UID=123", Some(("work", "INBOX", 123))),
            ("imap:work/Kunden/Kern;UID=x;UID=4", Some(("work", "Kunden/Kern;UID=x", 4))),
            ("INBOX/cur/1.eml", None),
            ("imap:work/INBOX", None),
        ];
        for (source, expected) in cases {
            assert_eq!(place_on_server(source), expected, "{source}");
        }
    }
}
