//! Logging in (RFC 4954).

use zeroize::Zeroizing;

use super::extensions::Extensions;
use super::failure::{Failure, Step};
use super::reply::Reply;
use super::wire::Wire;
use crate::adapters::connection::{Authentication, Mechanism, encoded};
use crate::domain::secret::Secret;

/// The mechanism to use; none where nobody has to log in.
pub(super) fn choose(wanted: Authentication, offered: &Extensions) -> Result<Option<Mechanism>, Failure> {
    // A server that knows no log-in takes mail without it, or says so at MAIL FROM.
    let needs_none = wanted == Authentication::Auto && offered.mechanisms.is_empty();
    if needs_none || wanted == Authentication::None {
        return Ok(None);
    }
    match wanted.mechanisms().iter().find(|mechanism| offered.offers_mechanism(mechanism.name())) {
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
    let answers = match mechanism.response(user, secret) {
        Some(response) => vec![response],
        // The words of the server's two questions differ from server to server, their order does not.
        None => vec![encoded(user), encoded(secret.reveal())],
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
        wire.send(Step::Login, mechanism.ending())?;
        reply = wire.reply(Step::Login)?;
        if reply.is_positive() {
            return Err(Failure::Garbage { step: Step::Login, what: "it accepts what was no log-in" });
        }
    }
    let mut secrets = vec![secret.reveal()];
    secrets.extend(answers.iter().map(|answer| answer.as_str()));
    Ok(reply.scrubbed(&secrets))
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
