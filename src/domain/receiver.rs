//! The organizer's calendar program: what it makes of an answer.

use super::calendar_answer::{AnswerMethod, CalendarAnswer};
use super::invite::SourceCalendar;
use super::meeting::ParticipationStatus;

/// A calendar program that organizers use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// Outlook, Exchange, Microsoft 365, and what stands in for Exchange.
    Outlook,
    /// Google Calendar.
    Google,
    /// Apple Calendar, iCloud, Calendar Server.
    Apple,
    /// Thunderbird.
    Thunderbird,
    /// `KOrganizer` and `KMail`.
    KOrganizer,
    /// `SOGo`.
    Sogo,
    /// Nextcloud, ownCloud and others built on sabre/vobject.
    Sabre,
    /// Zimbra.
    Zimbra,
    /// Kolab and Roundcube.
    Kolab,
    /// Horde.
    Horde,
    /// Zoho Calendar.
    Zoho,
    /// Yahoo Calendar.
    Yahoo,
    /// Notes and Domino.
    Notes,
    /// Stalwart.
    Stalwart,
    /// Cyrus, Fastmail.
    Cyrus,
    /// Any other.
    Unknown,
}

/// What becomes of a COUNTER.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counter {
    /// The organizer can take it over with a click.
    Offered,
    /// The same, but only another time, and never for a whole series.
    OfferedForOneMeeting,
    /// It is dropped; only the mail is seen.
    Dropped,
    /// Nobody has told.
    Unverified,
}

/// What becomes of PARTSTAT=DELEGATED with DELEGATED-TO.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delegation {
    /// Shown with the delegate.
    Shown,
    /// The status only, without the delegate.
    StatusOnly,
    /// Not taken for an answer.
    Dropped,
    /// Nobody has told.
    Unverified,
}

/// Where the organizer reads COMMENT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comment {
    /// As the text of the answer.
    WithAnswer,
    /// Nowhere: the mail itself has the text.
    InMailOnly,
    /// Nobody has told.
    Unverified,
}

/// A program, what gives it away, and what it does.
#[derive(Debug)]
struct Profile {
    program: Program,
    name: &'static str,
    /// What its PRODIDs contain, in lower case.
    product: &'static [&'static str],
    /// How X- properties begin that only it writes; they count where PRODID tells nothing.
    extensions: &'static [&'static str],
    counter: Counter,
    delegation: Delegation,
    comment: Comment,
    source: &'static str,
}

/// The first row that fits counts.
#[rustfmt::skip]
static PROFILES: [Profile; 15] = [
    // DavMail and gromox hand answers to Exchange or do what it does.
    Profile { program: Program::Outlook, name: "Outlook", product: &["microsoft", "davmail", "gromox", "grommunio"],
        extensions: &["X-MS-OLK-", "X-MICROSOFT-DISALLOW-COUNTER", "X-MICROSOFT-CDO-OWNERAPPTID"],
        counter: Counter::OfferedForOneMeeting, delegation: Delegation::Dropped, comment: Comment::WithAnswer,
        source: "MS-OXCICAL 2.1.3.1.1.20.5 and .59, MS-OXOCAL 3.1.4.8.4.1, MS-STANOICAL V0275; gromox oxcical.cpp" },
    Profile { program: Program::Google, name: "Google Calendar", product: &["google"], extensions: &["X-GOOGLE-"],
        counter: Counter::OfferedForOneMeeting, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "Google's announcement of proposals, 2018: also with Exchange, whose proposals are COUNTERs" },
    Profile { program: Program::KOrganizer, name: "KOrganizer", product: &["korganizer", "libkcal", "kcalendarcore", "k desktop environment", "//kde"],
        extensions: &["X-KDE-"],
        counter: Counter::Offered, delegation: Delegation::Shown, comment: Comment::WithAnswer,
        source: "KDE akonadi-calendar itiphandler.cpp (acceptCounterProposal), kdepim-addons text_calendar.cpp" },
    Profile { program: Program::Sogo, name: "SOGo", product: &["sogo"], extensions: &[],
        counter: Counter::Dropped, delegation: Delegation::Unverified, comment: Comment::WithAnswer,
        source: "SOGo UIxMailPartICalViewer.wox" },
    Profile { program: Program::Sabre, name: "Nextcloud (sabre/vobject)", product: &["nextcloud", "owncloud", "sabre"], extensions: &[],
        counter: Counter::Dropped, delegation: Delegation::StatusOnly, comment: Comment::InMailOnly,
        source: "sabre/vobject ITip/Broker.php" },
    Profile { program: Program::Zimbra, name: "Zimbra", product: &["zimbra"], extensions: &["X-ZIMBRA-"],
        counter: Counter::Offered, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "Zimbra CalendarUtils.java, Mailbox.java" },
    Profile { program: Program::Kolab, name: "Kolab (Roundcube)", product: &["kolab", "roundcube", "libcalendaring"], extensions: &["X-KOLAB-"],
        counter: Counter::Dropped, delegation: Delegation::Shown, comment: Comment::WithAnswer,
        source: "Kolab libcalendaring_itip.php" },
    Profile { program: Program::Horde, name: "Horde", product: &["horde", "kronolith"], extensions: &["X-HORDE-"],
        counter: Counter::Offered, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "horde/imp#68, horde/kronolith#59" },
    Profile { program: Program::Stalwart, name: "Stalwart", product: &["stalwart"], extensions: &[],
        counter: Counter::Dropped, delegation: Delegation::StatusOnly, comment: Comment::InMailOnly,
        source: "Stalwart groupware/src/scheduling/inbound.rs (UnsupportedMethod)" },
    Profile { program: Program::Cyrus, name: "Cyrus (Fastmail)", product: &["cyrus", "fastmail"], extensions: &[],
        counter: Counter::Dropped, delegation: Delegation::StatusOnly, comment: Comment::InMailOnly,
        source: "Cyrus imap/lmtp_sieve.c (unsupported method)" },
    Profile { program: Program::Thunderbird, name: "Thunderbird", product: &["mozilla", "thunderbird"], extensions: &["X-MOZ-"],
        counter: Counter::Offered, delegation: Delegation::StatusOnly, comment: Comment::WithAnswer,
        source: "Thunderbird 140 and 153 themselves (.ci/calendars); calItipUtils.sys.mjs, imip-bar" },
    Profile { program: Program::Apple, name: "Apple Calendar", product: &["apple", "icloud", "calendarserver"],
        extensions: &["X-CALENDARSERVER-", "X-APPLE-"],
        counter: Counter::Unverified, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "no statement found" },
    Profile { program: Program::Zoho, name: "Zoho Calendar", product: &["zoho"], extensions: &["X-ZOHO-"],
        counter: Counter::Unverified, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "no statement found" },
    Profile { program: Program::Yahoo, name: "Yahoo Calendar", product: &["yahoo"], extensions: &["X-YAHOO-"],
        counter: Counter::Unverified, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "no statement found" },
    Profile { program: Program::Notes, name: "Notes", product: &["lotus", "nonsgml notes", "domino"], extensions: &["X-LOTUS-"],
        counter: Counter::Unverified, delegation: Delegation::Unverified, comment: Comment::Unverified,
        source: "no statement found" },
];

static UNKNOWN: Profile = Profile {
    program: Program::Unknown,
    name: "the organizer's program",
    product: &[],
    extensions: &[],
    counter: Counter::Unverified,
    delegation: Delegation::Unverified,
    comment: Comment::Unverified,
    source: "neither PRODID nor X- properties name it",
};

/// The organizer's program, as the invite gives it away.
#[derive(Debug, Clone, Copy)]
pub struct Receiver {
    /// Which one it is.
    pub program: Program,
    profile: &'static Profile,
}

impl Receiver {
    /// The program that wrote a calendar: by PRODID, else by X- properties of its own.
    #[must_use]
    pub fn of(calendar: &SourceCalendar) -> Self {
        let product = calendar.product_id.as_deref().unwrap_or("").to_lowercase();
        let wrote = |profile: &&Profile| profile.product.iter().any(|part| product.contains(part));
        let marked = |profile: &&Profile| {
            let properties = &calendar.x_properties;
            profile.extensions.iter().any(|start| properties.iter().any(|name| name.starts_with(start)))
        };
        let profile = PROFILES.iter().find(wrote).or_else(|| PROFILES.iter().find(marked)).unwrap_or(&UNKNOWN);
        Self { program: profile.program, profile }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.profile.name
    }

    /// What is known of it comes from here.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.profile.source
    }

    /// Whether a COUNTER comes up as a proposal that the organizer can accept.
    #[must_use]
    pub fn acts_on_counter(&self) -> bool {
        matches!(self.profile.counter, Counter::Offered | Counter::OfferedForOneMeeting)
    }

    /// Whether it does so for a whole series, too.
    #[must_use]
    pub fn acts_on_series_counter(&self) -> bool {
        self.profile.counter == Counter::Offered
    }

    /// Whether it takes an accepted COUNTER as the whole new meeting, so that who is not in it is invited no more.
    #[must_use]
    pub fn takes_counter_whole(&self) -> bool {
        self.program == Program::KOrganizer
    }

    /// What the program will and will not show of an answer, in English.
    #[must_use]
    pub fn shows(&self, answer: &CalendarAnswer) -> String {
        let mut sentences = match answer.method {
            AnswerMethod::Request => {
                return "The colleague gets the invite as a request of the organizer's; nobody else is asked."
                    .to_owned();
            }
            AnswerMethod::Counter => self.shows_counter(),
            AnswerMethod::Reply if answer.participation_status == ParticipationStatus::Delegated => {
                self.shows_delegation(answer)
            }
            AnswerMethod::Reply => self.shows_status(answer.participation_status),
        };
        sentences.push(match self.profile.comment {
            Comment::WithAnswer => "The letter's text is shown with the answer.".to_owned(),
            Comment::InMailOnly => "The letter's text is seen in the mail only.".to_owned(),
            Comment::Unverified => "Whoever opens the mail reads the letter.".to_owned(),
        });
        let text = sentences.join(" ");
        let mut rest = text.chars();
        rest.next().map_or(String::new(), |first| first.to_uppercase().chain(rest).collect())
    }

    fn shows_status(&self, status: ParticipationStatus) -> Vec<String> {
        let name = self.name();
        let shown = match status {
            ParticipationStatus::Accepted => "that I accept",
            ParticipationStatus::Declined => "that I decline",
            ParticipationStatus::Tentative => "that I may come",
            ParticipationStatus::NeedsAction | ParticipationStatus::Delegated => "no decision of mine",
        };
        let mut sentences = vec![format!("{name} will show {shown}.")];
        if status == ParticipationStatus::Tentative {
            sentences.push("A new time stands in the letter only.".to_owned());
        }
        sentences
    }

    fn shows_counter(&self) -> Vec<String> {
        let name = self.name();
        vec![match self.profile.counter {
            Counter::Offered => format!("{name} will offer the proposal for the organizer to accept."),
            Counter::OfferedForOneMeeting => {
                format!(
                    "{name} will offer the new time for the organizer to accept; another place stands in the letter only."
                )
            }
            Counter::Dropped => format!("{name} takes no counter-proposals: it will show no answer."),
            Counter::Unverified => format!("{name} may or may not offer the new time: that is not known."),
        }]
    }

    fn shows_delegation(&self, answer: &CalendarAnswer) -> Vec<String> {
        let name = self.name();
        let delegate = answer.delegate.as_ref().map_or_else(|| "the colleague".to_owned(), |it| it.address.to_string());
        vec![match self.profile.delegation {
            Delegation::Shown => format!("{name} will show that I send {delegate}."),
            Delegation::StatusOnly => format!("{name} will show that I delegate, but not to whom ({delegate})."),
            Delegation::Dropped => {
                format!("{name} knows no delegation: it will show no answer of mine, only that of {delegate}.")
            }
            Delegation::Unverified => format!("{name} may or may not show that I send {delegate}: that is not known."),
        }]
    }
}

#[cfg(test)]
mod tests;
