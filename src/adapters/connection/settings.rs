//! Whether what is configured of a server makes sense.

use super::{Tls, is_this_machine};

/// Why a server cannot be used as it is configured.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misconfigured {
    /// Unprotected to another machine.
    #[error("tls = \"none\" is only for this machine, not for `{0}`: use \"tls\" or \"starttls\"")]
    Unprotected(String),
    /// No host.
    #[error("host is empty")]
    NoHost,
    /// More than the name of a host.
    #[error("host `{0}` is more than the name of a server")]
    NotAHost(String),
    /// Somebody has to log in, but nobody is named.
    #[error("user is missing: somebody has to log in")]
    NoUser,
    /// Nobody may read mail without a log-in.
    #[error("auth = \"none\" is for sending only")]
    NoLogIn,
}

/// Whether a host may be spoken to in this way.
///
/// # Errors
/// [`Misconfigured`] where it may not.
pub fn check(host: &str, tls: Tls) -> Result<(), Misconfigured> {
    if host.is_empty() {
        return Err(Misconfigured::NoHost);
    }
    // A host with its port or as an address of the web would only be looked up in vain.
    if host.contains('/') || host.matches(':').count() == 1 {
        return Err(Misconfigured::NotAHost(host.to_owned()));
    }
    if tls == Tls::None && !is_this_machine(host) {
        return Err(Misconfigured::Unprotected(host.to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_this_machine_unprotected() {
        let cases = [
            ("localhost", true),
            ("127.0.0.1", true),
            ("::1", true),
            ("[::1]", true),
            ("smtp.agentur.example", false),
            ("localhost.agentur.example", false),
            ("10.0.0.1", false),
            ("", false),
        ];
        for (host, fine) in cases {
            assert_eq!(check(host, Tls::None).is_ok(), fine, "{host}");
        }
    }

    #[test]
    fn a_host_is_a_name_and_nothing_else() {
        for host in ["smtp.example.org:587", "https://smtp.example.org", "smtp.example.org/"] {
            assert_eq!(check(host, Tls::Tls), Err(Misconfigured::NotAHost(host.to_owned())));
        }
    }
}
