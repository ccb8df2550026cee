//! The classes of words: what a word or phrase does in a sentence about meetings. Rules speak of classes only.

use std::fmt;

/// Declares the classes together with their names, by which the word lists call them.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// The part a word plays, or what a sentence is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Class {
            $($(#[$doc])* $name,)+
        }

        impl Class {
            /// All classes with their names.
            pub(super) const ALL: &[(&str, Class)] = &[$((stringify!($name), Class::$name),)+];
        }
    };
}

classes! {
    /// The reader: "Sie", "Ihnen", "du".
    You,
    /// "ich": the writer as the one who acts.
    Ego,
    /// The writer, acting or not.
    I,
    /// Both, or the writer's side: "wir", "uns".
    We,
    /// "können", "könnten", "wollen", "darf".
    Modal,
    /// "haben", "hast".
    Have,
    /// "hätten", "hättest".
    WouldHave,
    /// "sind", "wären", "bist".
    Be,
    /// Time that one has or has not: "Zeit", "eine Stunde", "Luft".
    Spare,
    /// What people do together: "treffen", "telefonieren", "besprechen".
    Meet,
    /// What becomes a meeting when done together: "zeigen", "klären", "anschauen".
    Share,
    /// "mit Ihnen", "gemeinsam", "persönlich".
    Joint,
    /// "kommen", "besuchen", "teilnehmen".
    Come,
    /// "dabei sein", "Teilnahme".
    Attend,
    /// "anrufen", "zurückrufen".
    Call,
    /// "Termin", "Gespräch", "Call".
    Meeting,
    /// "passt", "geht", "recht", "möglich".
    Fit,
    /// "ginge", "würde passen", "wäre gut": an offer, not a consent.
    Maybe,
    /// "schaffst": what fits, or a task that gets done.
    Manage,
    /// "Kommen Sie": an order to be somewhere.
    Order,
    /// "wäre", "könnte", "würde".
    Conditional,
    /// "ich erwarte Sie".
    Expect,
    /// "erforderlich", "erwünscht".
    Needed,
    /// "Einwände", "spricht etwas dagegen".
    Objection,
    /// "dringend".
    Urgent,
    /// "gern".
    Gladly,
    /// "wieder im Büro", "außer Haus".
    Away,
    /// "halten Sie sich … frei".
    KeepFree,
    /// "ich kann": with a time, an offer.
    Can,
    /// "frei", "verfügbar", "am Platz".
    Free,
    /// "gut", "sinnvoll".
    Nice,
    /// "fragen", "freuen", "gut": heads of "…, ob" and "…, wenn".
    Glad,
    /// "möglich", "hoffen": heads of "…, dass".
    Hope,
    /// "ob", "wenn", "falls".
    If,
    /// "dass".
    That,
    /// "möchte", "würde gern", "sollten", "müssen".
    Wish,
    /// "bitte um", "hätte gern", "brauche".
    AskFor,
    /// "brauche Sie", "bräuchten euch".
    NeedYou,
    /// "schlage vor", "biete an", "denke an", "Vorschlag".
    Propose,
    /// "eingeplant", "vorgemerkt": proposals that look like the past.
    Reserved,
    /// "lade ein".
    Invite,
    /// "bitte".
    Please,
    /// "lass uns", "lassen Sie uns".
    LetUs,
    /// "treffen wir uns", "wollen wir": asking in a question, telling elsewhere.
    DoWe,
    /// "wann", "welcher".
    When,
    /// "wie wäre es", "was halten Sie von".
    HowAbout,
    /// "Vorschläge", "Termine": what one may ask for.
    Suggestion,
    /// "schicken", "nennen", "machen".
    Give,
    /// "vereinbaren", "finden", "ansetzen".
    Arrange,
    /// "Bescheid", "bestätigen Sie", "Rückmeldung".
    Answer,
    /// "habe", "ist": with a participle, what has happened.
    Aux,
    /// "verschieben", "verlegen".
    Move,
    /// "nicht", "kein", "leider".
    Not,
    /// "leider", "verhindert", "verreist": denies even in a question.
    Unable,
    /// "geht klar", "passt mir", "ist bestätigt".
    Agreed,
    /// "wie besprochen".
    AsSaid,
    /// "absagen", "entfällt".
    CalledOff,
    /// "nicht nötig", "erübrigt sich".
    NoNeed,
    /// "wie lange", "wer", "stimmt es": asking for a fact.
    Inquiry,
    /// "war", "hatten", "gestern".
    Past,
    /// "schicken", "senden": paper, not people.
    Send,
    /// "Lieferung", "Paket", "Monteur".
    Delivery,
    /// "Frist", "Redaktionsschluss".
    Deadline,
    /// "irgendwann", "bei Gelegenheit".
    Vague,
    /// Greetings of many: "Liebe Gäste".
    Crowd,
    /// Greetings of whoever reads it: "Damen und Herren".
    Anybody,
    /// What only mass mail and machines write.
    Machine,
    /// What adverts and event notices write, and people sometimes.
    Advert,
    /// A verb in the third person: the sentence is no fragment.
    Verb,
    /// "das", "es", "der Termin": what fits.
    This,
    /// "mir", "uns": to whom suggestions go.
    ToMe,
    /// "sagen Sie mir", "teilen Sie uns mit".
    TellMe,
    /// Titles that ask: "Terminanfrage", "Bitte um Gespräch".
    Title,
    // What the sentence is, not which words it has:
    /// It asks.
    Question,
    /// It names a day and an hour to come.
    Clock,
    /// It names a day or week to come.
    Day,
    /// It is no more than a few words around a time.
    Fragment,
    /// It is three words at most: "Passt das?", "Fahren Sie mit?"
    Tag,
    /// It asks for a thing, and the thing is a meeting: "bitte um einen Termin".
    AskForMeeting,
    /// The mail is about a meeting or talk.
    AboutMeeting,
}

/// A set of classes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Classes(u128);

impl Classes {
    pub(super) fn with(self, class: Class) -> Self {
        Self(self.0 | Self::bit(class))
    }

    pub(super) fn add(&mut self, class: Class) {
        *self = self.with(class);
    }

    pub(super) fn without(self, class: Class) -> Self {
        Self(self.0 & !Self::bit(class))
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn has(self, class: Class) -> bool {
        self.0 & Self::bit(class) != 0
    }

    pub(super) fn has_any(self, classes: &[Class]) -> bool {
        classes.iter().any(|class| self.has(*class))
    }

    /// Whether both have a class in common.
    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// All classes of some words together.
    pub(super) fn of(words: &[Self]) -> Self {
        words.iter().fold(Self::default(), |all, word| all.and(*word))
    }

    fn bit(class: Class) -> u128 {
        1 << class as u32
    }
}

impl fmt::Debug for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(Class::ALL.iter().filter(|(_, class)| self.has(*class)).map(|(name, _)| name)).finish()
    }
}
