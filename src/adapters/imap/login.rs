//! Logging in (RFC 3501 §6.2.2 and §6.2.3).

use zeroize::Zeroizing;

use super::account::Account;
use super::capabilities::Capabilities;
use super::failure::Failure;
use super::names::quoted;
use super::session::{Done, SMALL, Session};
use crate::adapters::connection::{Authentication, Mechanism};
use crate::domain::secret::Secret;

/// Logs in.
pub(super) fn log_in(session: &mut Session, account: &Account, secret: &Secret) -> Result<(), Failure> {
    let mechanism = choose(account.authentication, &session.capabilities)?;
    let user = &account.user;
    let response = mechanism.response(user, secret).unwrap_or_default();
    let done = match mechanism {
        Mechanism::Login => by_login(session, user, secret)?,
        Mechanism::Plain | Mechanism::Xoauth2 => authenticate(session, mechanism, &response)?,
    };
    if done.is_ok {
        return Ok(());
    }
    // Some servers repeat what they were told.
    let mut words = done.words();
    for secret in [secret.reveal(), response.as_str()] {
        if !secret.is_empty() {
            words = words.replace(secret, "…");
        }
    }
    if words.to_ascii_uppercase().contains("[UNAVAILABLE]") {
        return Err(Failure::Closed { step: "the log-in", reason: words });
    }
    Err(Failure::LoginRefused(words))
}

fn choose(wanted: Authentication, offered: &Capabilities) -> Result<Mechanism, Failure> {
    let is_offered = |mechanism: &&Mechanism| match mechanism {
        Mechanism::Login => !offered.has("LOGINDISABLED"),
        _ => offered.has(&format!("AUTH={}", mechanism.name())),
    };
    wanted.mechanisms().iter().find(is_offered).copied().ok_or_else(|| Failure::NoMechanism(offered.mechanisms()))
}

fn authenticate(session: &mut Session, mechanism: Mechanism, response: &str) -> Result<Done, Failure> {
    let step = "AUTHENTICATE";
    let at_once = session.capabilities.has("SASL-IR");
    let name = mechanism.name();
    let words = if at_once { format!("{step} {name} {response}") } else { format!("{step} {name}") };
    let tag = session.begin(step, Zeroizing::new(words).as_bytes())?;
    if !at_once {
        if let Some(done) = session.invited(step, &tag)? {
            return Ok(done);
        }
        session.wire.send(step, Zeroizing::new(format!("{response}\r\n")).as_bytes())?;
    }
    if let Some(done) = session.invited(step, &tag)? {
        return Ok(done);
    }
    session.wire.send(step, mechanism.ending())?;
    let done = session.finish(step, &tag, SMALL, &mut |_| {})?;
    if done.is_ok { Err(Failure::Garbage { step, what: "it accepts what was no log-in" }) } else { Ok(done) }
}

/// Name and password as quoted strings where they can be, else as literals.
fn by_login(session: &mut Session, user: &str, secret: &Secret) -> Result<Done, Failure> {
    let step = "LOGIN";
    let is_plain = |text: &str| text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if is_plain(user) && is_plain(secret.reveal()) {
        let password = Zeroizing::new(quoted(secret.reveal()));
        let words = Zeroizing::new(format!("LOGIN {} {}", quoted(user), *password));
        let tag = session.begin(step, words.as_bytes())?;
        return session.finish(step, &tag, SMALL, &mut |_| {});
    }
    let tag = session.begin(step, format!("LOGIN {{{}}}", user.len()).as_bytes())?;
    if let Some(done) = session.invited(step, &tag)? {
        return Ok(done);
    }
    session.wire.send(step, format!("{user} {{{}}}\r\n", secret.reveal().len()).as_bytes())?;
    if let Some(done) = session.invited(step, &tag)? {
        return Ok(done);
    }
    session.wire.send(step, Zeroizing::new(format!("{}\r\n", secret.reveal())).as_bytes())?;
    session.finish(step, &tag, SMALL, &mut |_| {})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_in_is_chosen_by_wish_and_offer() {
        use Authentication::{Auto, Login, Plain, Xoauth2};
        let cases = [
            (Auto, "AUTH=LOGIN AUTH=PLAIN", Ok(Mechanism::Plain)),
            (Auto, "IDLE", Ok(Mechanism::Login)),
            (Auto, "LOGINDISABLED AUTH=XOAUTH2", Ok(Mechanism::Xoauth2)),
            (Auto, "LOGINDISABLED AUTH=GSSAPI", Err(Failure::NoMechanism("GSSAPI".to_owned()))),
            (Plain, "IDLE", Err(Failure::NoMechanism("none".to_owned()))),
            (Login, "AUTH=PLAIN", Ok(Mechanism::Login)),
            (Xoauth2, "AUTH=PLAIN AUTH=XOAUTH2", Ok(Mechanism::Xoauth2)),
        ];
        for (wanted, offered, expected) in cases {
            let capabilities = Capabilities::of(format!("* CAPABILITY IMAP4rev1 {offered}").as_bytes()).unwrap();
            assert_eq!(choose(wanted, &capabilities), expected, "{wanted:?} {offered}");
        }
    }
}
