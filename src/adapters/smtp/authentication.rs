//! Logging in (RFC 4954).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::extensions::Extensions;
use super::failure::{Failure, Step};
use super::reply::Reply;
use super::server::Authentication;
use super::wire::Wire;
use crate::domain::secret::Secret;

/// A mechanism that statt knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mechanism {
    Plain,
    Login,
    Xoauth2,
}

impl Mechanism {
    fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::Xoauth2 => "XOAUTH2",
        }
    }
}

/// The mechanism to use; none where nobody has to log in.
pub(super) fn choose(wanted: Authentication, offered: &Extensions) -> Result<Option<Mechanism>, Failure> {
    let wanted: &[Mechanism] = match wanted {
        Authentication::None => return Ok(None),
        // A server that knows no log-in takes mail without it, or says so at MAIL FROM.
        Authentication::Auto if offered.mechanisms.is_empty() => return Ok(None),
        Authentication::Auto => &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2],
        Authentication::Plain => &[Mechanism::Plain],
        Authentication::Login => &[Mechanism::Login],
        Authentication::Xoauth2 => &[Mechanism::Xoauth2],
    };
    match wanted.iter().find(|mechanism| offered.offers_mechanism(mechanism.name())) {
        Some(mechanism) => Ok(Some(*mechanism)),
        None if offered.mechanisms.is_empty() => Err(Failure::NoMechanism("none".to_owned())),
        None => {
            let offered: Vec<String> = offered.mechanisms.iter().take(20).map(|name| printable(name)).collect();
            Err(Failure::NoMechanism(offered.join(", ")))
        }
    }
}

fn printable(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(40).collect()
}

/// Logs in; the answer says whether that worked.
pub(super) fn log_in(wire: &mut Wire, mechanism: Mechanism, user: &str, secret: &Secret) -> Result<Reply, Failure> {
    let answers: Vec<Zeroizing<String>> = match mechanism {
        Mechanism::Plain => vec![encoded(&Zeroizing::new(format!("\0{user}\0{}", secret.reveal())))],
        Mechanism::Xoauth2 => {
            vec![encoded(&Zeroizing::new(format!("user={user}\x01auth=Bearer {}\x01\x01", secret.reveal())))]
        }
        // The words of the server's two questions differ from server to server, their order does not.
        Mechanism::Login => vec![encoded(user), encoded(secret.reveal())],
    };
    let start = match mechanism {
        Mechanism::Login => Zeroizing::new("AUTH LOGIN\r\n".to_owned()),
        _ => Zeroizing::new(format!("AUTH {} {}\r\n", mechanism.name(), *answers[0])),
    };
    wire.send(Step::Login, start.as_bytes())?;
    let mut reply = wire.reply(Step::Login)?;
    if mechanism == Mechanism::Login {
        for answer in &answers {
            if reply.code == 334 {
                wire.send(Step::Login, Zeroizing::new(format!("{}\r\n", **answer)).as_bytes())?;
                reply = wire.reply(Step::Login)?;
            }
        }
    }
    if reply.code == 334 {
        // XOAUTH2 explains itself with a question, which wants an empty answer; any other question ends with it too.
        let ending: &[u8] = if mechanism == Mechanism::Xoauth2 { b"\r\n" } else { b"*\r\n" };
        wire.send(Step::Login, ending)?;
        reply = wire.reply(Step::Login)?;
        if reply.is_positive() {
            return Err(Failure::Garbage { step: Step::Login, what: "it accepts what was no log-in" });
        }
    }
    let mut secrets = vec![secret.reveal()];
    secrets.extend(answers.iter().map(|answer| answer.as_str()));
    Ok(reply.scrubbed(&secrets))
}

fn encoded(text: &str) -> Zeroizing<String> {
    Zeroizing::new(STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_in_is_chosen_by_wish_and_offer() {
        use Authentication::{Auto, Login, None as Nothing, Plain, Xoauth2};
        let cases: [(_, &[&str], _); 9] = [
            (Auto, &["LOGIN", "PLAIN"], Ok(Some(Mechanism::Plain))),
            (Auto, &["LOGIN"], Ok(Some(Mechanism::Login))),
            (Auto, &["XOAUTH2"], Ok(Some(Mechanism::Xoauth2))),
            (Auto, &[], Ok(None)),
            (Nothing, &["PLAIN"], Ok(None)),
            (Xoauth2, &["PLAIN", "XOAUTH2"], Ok(Some(Mechanism::Xoauth2))),
            (Login, &["PLAIN"], Err(Failure::NoMechanism("PLAIN".to_owned()))),
            (Plain, &[], Err(Failure::NoMechanism("none".to_owned()))),
            (Auto, &["CRAM-MD5", "GSSAPI"], Err(Failure::NoMechanism("CRAM-MD5, GSSAPI".to_owned()))),
        ];
        for (wanted, offered, expected) in cases {
            let mechanisms = offered.iter().map(|name| (*name).to_owned()).collect();
            let offered = Extensions { mechanisms, ..Extensions::default() };
            assert_eq!(choose(wanted, &offered), expected, "{wanted:?} {offered:?}");
        }
    }
}
