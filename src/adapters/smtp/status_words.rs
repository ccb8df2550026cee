//! What enhanced status codes mean (RFC 3463 and its registry), in words that help.

/// By subject and detail, whatever the class.
const MEANINGS: &[((u16, u16), &str)] = &[
    ((1, 0), "something is wrong with an address"),
    ((1, 1), "there is no such mailbox"),
    ((1, 2), "there is no such mail domain"),
    ((1, 3), "the recipient's address is not written correctly"),
    ((1, 4), "the recipient's address means more than one mailbox"),
    ((1, 6), "the mailbox has moved"),
    ((1, 7), "the sender's address is not written correctly"),
    ((1, 8), "the sender's mail domain does not exist"),
    ((1, 10), "the recipient's domain takes no mail"),
    ((2, 0), "something is wrong with the mailbox"),
    ((2, 1), "the mailbox is disabled"),
    ((2, 2), "the mailbox is full"),
    ((2, 3), "the mail is bigger than the mailbox takes"),
    ((2, 4), "the mailing list behind the address cannot be expanded"),
    ((3, 0), "something is wrong with the mail system"),
    ((3, 1), "the mail system has no space left"),
    ((3, 2), "the mail system takes no mail at the moment"),
    ((3, 3), "the server cannot do what the mail needs"),
    ((3, 4), "the mail is bigger than the server takes"),
    ((3, 5), "the server is not set up correctly"),
    ((4, 1), "the recipient's server does not answer"),
    ((4, 2), "the connection broke"),
    ((4, 3), "the domain's entries cannot be looked up"),
    ((4, 4), "there is no way to the recipient's server"),
    ((4, 5), "the mail system has too much to do"),
    ((4, 6), "the mail would go round in circles"),
    ((4, 7), "the mail was under way for too long"),
    ((5, 0), "the server did not understand the conversation"),
    ((5, 1), "the server did not expect this command"),
    ((5, 2), "the server did not understand the command"),
    ((5, 3), "too many recipients"),
    ((5, 4), "the server did not understand a parameter"),
    ((6, 0), "something is wrong with the mail's content"),
    ((6, 1), "the server does not take this kind of content"),
    ((6, 3), "the content would have to be converted, which the server cannot do"),
    ((6, 7), "the server takes no addresses with letters beyond ASCII"),
    ((7, 0), "the server's rules forbid it"),
    ((7, 1), "the server does not let this mail through"),
    ((7, 2), "this sender may not write to this mailing list"),
    ((7, 4), "the server cannot do what is needed to log in"),
    ((7, 5), "the encryption does not fit"),
    ((7, 8), "user name or password are wrong"),
    ((7, 9), "this way to log in is too weak for the server"),
    ((7, 11), "logging in needs an encrypted connection"),
    ((7, 13), "the account is disabled"),
    ((7, 20), "the mail carries no valid DKIM signature"),
    ((7, 23), "SPF forbids this server to send for the sender"),
    ((7, 24), "SPF could not be checked"),
    ((7, 25), "the sending server has no reverse DNS name"),
    ((7, 26), "the mail passes none of the sender checks"),
    ((7, 27), "the sender's domain takes no mail itself"),
    ((7, 28), "too many mails in too short a time"),
];

/// The words for a status code.
pub(super) fn meaning(subject: u16, detail: u16) -> Option<&'static str> {
    MEANINGS.iter().find(|(code, _)| *code == (subject, detail)).map(|(_, words)| *words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_each_has_one_meaning() {
        assert!(MEANINGS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(meaning(2, 2), Some("the mailbox is full"));
        assert_eq!(meaning(9, 9), None);
    }
}
