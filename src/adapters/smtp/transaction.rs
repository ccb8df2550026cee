//! One mail: RSET, MAIL FROM, RCPT TO, DATA, the message, the final dot.
//!
//! Up to the final dot whatever fails leaves the mail unsent. After it, only the server's answer says what became of it.

use std::str::FromStr;

use lettre::Address;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{MailBodyParameter, MailParameter};

use super::failure::{Failure, Step};
use super::reply::Reply;
use super::session::Session;
use crate::domain::address::EmailAddress;
use crate::domain::outgoing::ApprovedMail;

/// How one mail fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The server has it.
    Taken {
        /// Its answer.
        reply: Reply,
        /// Recipients that it did not take.
        refused: Vec<RefusedRecipient>,
    },
    /// Not this time; the server does not have it.
    Deferred(String),
    /// Never; the server does not have it.
    Refused(String),
    /// The approval was void when the final dot was to be sent; the server does not have it.
    Withdrawn,
    /// The connection failed before the final dot; the server does not have it.
    Broken(Failure),
    /// The connection failed after the final dot; the server may have it.
    Uncertain(Failure),
}

/// A recipient that a server did not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRecipient {
    /// Who.
    pub recipient: EmailAddress,
    /// The server's answer.
    pub reply: Reply,
    /// Whether another try may help.
    pub is_temporary: bool,
}

/// Why a mail was not sent.
enum NotSent {
    Deferred(String),
    Refused(String),
    Broken(Failure),
}

impl From<Failure> for NotSent {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

impl Session {
    /// Hands one mail over. `before_dot` is asked, when everything but the final dot is sent, whether the mail may still
    /// go; when it returns, that the dot is about to be sent must be on the disk.
    pub fn deliver(&mut self, mail: &ApprovedMail, before_dot: &mut dyn FnMut() -> bool) -> Delivery {
        let refused = match self.transmit(mail) {
            Ok(refused) => refused,
            Err(NotSent::Deferred(reason)) => return Delivery::Deferred(reason),
            Err(NotSent::Refused(reason)) => return Delivery::Refused(reason),
            Err(NotSent::Broken(failure)) => {
                self.is_broken = true;
                return Delivery::Broken(failure);
            }
        };
        if !before_dot() {
            // Without its final dot a server does not deliver a message.
            self.is_broken = true;
            return Delivery::Withdrawn;
        }
        if !self.wire.is_silent() {
            // It gave up on the message, or answers what it was not asked: the dot's answer could not be told apart.
            self.is_broken = true;
            return match self.wire.reply(Step::Body) {
                Ok(reply) => Delivery::Broken(Failure::Unwilling { step: Step::Body, reply }),
                Err(failure) => Delivery::Broken(failure),
            };
        }
        self.finish(refused)
    }

    fn finish(&mut self, refused: Vec<RefusedRecipient>) -> Delivery {
        let answer =
            self.wire.send(Step::Dot, b".\r\n").and_then(|()| self.wire.reply_within(Step::Dot, self.answer_patience));
        let reply = match answer {
            Ok(reply) => reply,
            Err(failure) => {
                self.is_broken = true;
                return Delivery::Uncertain(failure);
            }
        };
        self.is_broken = reply.code == 421;
        self.is_dirty = false;
        self.mails += 1;
        match reply.code {
            200..300 => Delivery::Taken { reply, refused },
            400..500 => Delivery::Deferred(answered(Step::Dot, &reply)),
            500..600 => Delivery::Refused(answered(Step::Dot, &reply)),
            _ => {
                self.is_broken = true;
                Delivery::Uncertain(Failure::Unwilling { step: Step::Dot, reply })
            }
        }
    }

    /// Everything up to the final dot, and who is not going to get it.
    fn transmit(&mut self, mail: &ApprovedMail) -> Result<Vec<RefusedRecipient>, NotSent> {
        let mut commands = Vec::with_capacity(mail.envelope_to.len() + 2);
        if self.is_dirty || self.mails > 0 {
            commands.push((Step::Reset, Rset.to_string()));
        }
        commands.push((Step::Sender, self.sender_command(mail)?));
        for recipient in &mail.envelope_to {
            commands.push((Step::Recipient, rcpt(recipient)));
        }
        self.is_dirty = true;
        let refused = self.converse(&commands, mail)?;
        if refused.len() == mail.envelope_to.len() {
            return Err(nobody(&refused));
        }
        self.wire.send(Step::Data, Data.to_string().as_bytes())?;
        judge(Step::Data, self.wire.reply(Step::Data)?)?;
        self.wire.send(Step::Body, &stuffed(&mail.bytes))?;
        Ok(refused)
    }

    /// Says all commands, at once where the server can take that, and hears all answers.
    fn converse(&mut self, commands: &[(Step, String)], mail: &ApprovedMail) -> Result<Vec<RefusedRecipient>, NotSent> {
        let at_once = self.extensions.offers("PIPELINING");
        if at_once {
            let all: String = commands.iter().map(|(_, command)| command.as_str()).collect();
            self.wire.send(commands[0].0, all.as_bytes())?;
        }
        let mut verdict = Ok(());
        let mut recipients = mail.envelope_to.iter();
        let mut refused = Vec::new();
        for (step, command) in commands {
            if !at_once {
                if verdict.is_err() {
                    break;
                }
                self.wire.send(*step, command.as_bytes())?;
            }
            let reply = match self.wire.reply(*step) {
                Ok(reply) => reply,
                // What the server said first is the reason; that it hung up then is not.
                Err(failure) => {
                    self.is_broken = true;
                    return verdict.and(Err(failure.into()));
                }
            };
            let recipient = if *step == Step::Recipient { recipients.next() } else { None };
            let judged = match recipient {
                _ if self.is_stranger && wants_a_log_in(*step, &reply) => Err(Failure::LoginRefused(reply).into()),
                Some(recipient) => judge_recipient(recipient, reply).map(|one| refused.extend(one)),
                None => judge(*step, reply),
            };
            verdict = verdict.and(judged);
        }
        verdict.map(|()| refused)
    }

    fn sender_command(&self, mail: &ApprovedMail) -> Result<String, NotSent> {
        let offered = &self.extensions;
        let mut parameters = Vec::new();
        if let Some(limit) = offered.size_limit.filter(|limit| mail.bytes.len() > *limit) {
            let size = mail.bytes.len();
            return Err(refused(&format!("the mail has {size} bytes, but the server takes no more than {limit}")));
        }
        if offered.offers("SIZE") {
            parameters.push(MailParameter::Size(mail.bytes.len()));
        }
        let addresses = std::iter::once(&mail.envelope_from).chain(&mail.envelope_to);
        let foreign: Vec<&str> = addresses.map(EmailAddress::written).filter(|address| !address.is_ascii()).collect();
        if !foreign.is_empty() || !head(&mail.bytes).is_ascii() {
            if !offered.offers("SMTPUTF8") {
                let what = if foreign.is_empty() { "its head".to_owned() } else { foreign.join(", ") };
                return Err(refused(&format!(
                    "the server offers no SMTPUTF8, which letters beyond ASCII in {what} need"
                )));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !mail.bytes.is_ascii() {
            if !offered.offers("8BITMIME") {
                return Err(refused("the mail has letters beyond ASCII, but the server offers no 8BITMIME"));
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(Mail::new(Some(address(&mail.envelope_from)?), parameters).to_string())
    }
}

/// The answer to a command that everything else of the mail depends on.
fn judge(step: Step, reply: Reply) -> Result<(), NotSent> {
    match reply.code {
        354 if step == Step::Data => Ok(()),
        200..300 if step != Step::Data => Ok(()),
        _ if reply.code == 421 || step == Step::Reset => Err(Failure::Unwilling { step, reply }.into()),
        // Not this mail is wrong, but whoever wants to send it.
        530 | 534 | 535 | 538 => Err(Failure::LoginRefused(reply).into()),
        400..500 => Err(NotSent::Deferred(answered(step, &reply))),
        500..600 => Err(NotSent::Refused(answered(step, &reply))),
        _ => Err(Failure::Unwilling { step, reply }.into()),
    }
}

/// Not every server says 530: Postfix refuses strangers with 553 or 554 5.7.1 at MAIL or RCPT. Then not the mail is wrong.
fn wants_a_log_in(step: Step, reply: &Reply) -> bool {
    let about_policy = reply.enhanced().is_some_and(|(_, subject, _)| subject == 7);
    matches!(step, Step::Sender | Step::Recipient) && reply.is_permanent() && about_policy
}

fn judge_recipient(recipient: &EmailAddress, reply: Reply) -> Result<Option<RefusedRecipient>, NotSent> {
    match reply.code {
        200..300 => Ok(None),
        421 | 300..400 => Err(Failure::Unwilling { step: Step::Recipient, reply }.into()),
        // "Too many recipients" is for the next try, whatever its code (RFC 5321 §4.5.3.1.10).
        code => Ok(Some(RefusedRecipient {
            recipient: recipient.clone(),
            is_temporary: reply.is_temporary() || code == 552,
            reply,
        })),
    }
}

fn answered(step: Step, reply: &Reply) -> String {
    format!("the server answered to {step}: {}", reply.in_words())
}

fn refused(reason: &str) -> NotSent {
    NotSent::Refused(reason.to_owned())
}

/// No recipient is left.
fn nobody(refused: &[RefusedRecipient]) -> NotSent {
    let reasons: Vec<String> =
        refused.iter().map(|refused| format!("{}: {}", refused.recipient, refused.reply.in_words())).collect();
    let reason = format!("the server took no recipient: {}", reasons.join("; "));
    if refused.iter().any(|refused| refused.is_temporary) {
        NotSent::Deferred(reason)
    } else {
        NotSent::Refused(reason)
    }
}

/// RCPT TO. lettre refuses addresses that exist all the same (a local part of more than 64 octets in Apple's invites);
/// an [`EmailAddress`] holds nothing that could end the command.
fn rcpt(recipient: &EmailAddress) -> String {
    match Address::from_str(recipient.written()) {
        Ok(address) => Rcpt::new(address, Vec::new()).to_string(),
        Err(_) => format!("RCPT TO:<{}>\r\n", recipient.written()),
    }
}

fn address(address: &EmailAddress) -> Result<Address, NotSent> {
    Address::from_str(address.written()).map_err(|_| refused(&format!("`{address}` is no address that SMTP can carry")))
}

/// The header section.
fn head(bytes: &[u8]) -> &[u8] {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    &bytes[..end]
}

/// The message with a dot before each line that begins with one (RFC 5321 §4.5.2).
fn stuffed(bytes: &[u8]) -> Vec<u8> {
    let mut stuffed = Vec::with_capacity(bytes.len() + 16);
    let mut at_start = true;
    for &byte in bytes {
        if at_start && byte == b'.' {
            stuffed.push(b'.');
        }
        stuffed.push(byte);
        at_start = byte == b'\n';
    }
    stuffed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_with_a_dot_get_another_one() {
        let cases = [
            ("a\r\n", "a\r\n"),
            (".\r\n", "..\r\n"),
            ("a\r\n.\r\n..b\r\n", "a\r\n..\r\n...b\r\n"),
            ("a.\r\nb.c\r\n", "a.\r\nb.c\r\n"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(String::from_utf8(stuffed(bytes.as_bytes())).unwrap(), expected, "{bytes:?}");
        }
    }

    #[test]
    fn the_head_ends_at_the_first_empty_line() {
        assert_eq!(head(b"A: b\r\nC: d\r\n\r\ntext\r\n\r\n"), b"A: b\r\nC: d");
        assert_eq!(head(b"A: b\r\n"), b"A: b\r\n");
    }
}
