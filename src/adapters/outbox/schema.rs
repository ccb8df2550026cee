//! The tables, as a list of steps from one schema to the next.

/// `PRAGMA application_id` of an outbox: "stat".
pub(super) const APPLICATION_ID: i64 = 0x7374_6174;

/// Step `n` leads from schema `n` to schema `n + 1`.
pub(super) const STEPS: &[&str] = &[FIRST, NOTICES, SERVERS, STORIES, POSTPONED];

/// What changes while a mail is sent stands in `mail`, whose rows are short; the words stand in `content`, the bytes in
/// `approval`: so a step of sending writes one or two pages.
const FIRST: &str = "
CREATE TABLE mail (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    role        TEXT NOT NULL CHECK (role IN ('reply', 'briefing')),
    belongs_to  INTEGER REFERENCES mail (id),
    uid         TEXT NOT NULL,
    instance    TEXT NOT NULL,
    sequence    INTEGER NOT NULL,
    stamp       INTEGER,
    recipient   TEXT NOT NULL,
    status      TEXT NOT NULL CHECK (status IN ('draft', 'approved', 'sending', 'sent', 'failed', 'rejected',
                                                'uncertain', 'superseded', 'discarded')),
    reason      TEXT,
    revision    INTEGER NOT NULL DEFAULT 1,
    created     INTEGER NOT NULL,
    changed     INTEGER NOT NULL,
    message_id  TEXT,
    date        TEXT,
    approved    INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_try    INTEGER,
    delivered   TEXT,
    owner       TEXT,
    stage       TEXT CHECK (stage IN ('before_data', 'data_sent')),
    smtp        TEXT,
    sent        INTEGER,
    filed       INTEGER,
    CHECK ((status = 'sending') = (owner IS NOT NULL)),
    CHECK ((status = 'sending') = (stage IS NOT NULL))
) STRICT;
CREATE INDEX mail_status ON mail (status);
CREATE INDEX mail_meeting ON mail (uid, instance);
CREATE INDEX mail_recipient ON mail (recipient);
CREATE INDEX mail_briefing ON mail (belongs_to) WHERE belongs_to IS NOT NULL;
CREATE INDEX mail_unfiled ON mail (id) WHERE filed = 0;
CREATE UNIQUE INDEX mail_message_id ON mail (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE content (
    mail        INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    \"case\"      TEXT NOT NULL,
    reply       TEXT NOT NULL,
    letter      TEXT NOT NULL,
    calendar    TEXT NOT NULL,
    hand_edited INTEGER NOT NULL,
    forgotten   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE approval (
    mail          INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    revision      INTEGER NOT NULL,
    sequence      INTEGER NOT NULL,
    stamp         INTEGER,
    envelope_from TEXT NOT NULL,
    envelope_to   TEXT NOT NULL,
    sha256        BLOB NOT NULL,
    bytes         BLOB NOT NULL
) STRICT;

CREATE TABLE seen (
    message  TEXT PRIMARY KEY,
    sequence INTEGER NOT NULL,
    stamp    INTEGER,
    verdict  TEXT NOT NULL,
    at       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE version (
    uid       TEXT NOT NULL,
    instance  TEXT NOT NULL,
    sequence  INTEGER NOT NULL,
    stamp     INTEGER,
    cancelled INTEGER NOT NULL,
    PRIMARY KEY (uid, instance)
) STRICT, WITHOUT ROWID;
";

/// What came without asking for a draft.
const NOTICES: &str = "
CREATE TABLE notice (
    message  TEXT PRIMARY KEY,
    uid      TEXT NOT NULL,
    instance TEXT NOT NULL,
    at       INTEGER NOT NULL,
    news     TEXT NOT NULL,
    \"after\"  TEXT
) STRICT, WITHOUT ROWID;
";

/// How far each folder on a server was read, and which drafts are laid out there for other mail programs.
const SERVERS: &str = "
CREATE TABLE folder (
    account      TEXT NOT NULL,
    name         TEXT NOT NULL,
    uid_validity INTEGER NOT NULL,
    uid          INTEGER NOT NULL,
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE laid_out (
    mail         INTEGER PRIMARY KEY REFERENCES mail (id) ON DELETE CASCADE,
    account      TEXT NOT NULL,
    name         TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    message_id   TEXT NOT NULL,
    uid_validity INTEGER,
    uid          INTEGER,
    stale        INTEGER,
    gone         INTEGER
) STRICT;
";

/// Which mails follow my letter about a meeting, for its story: their own UID may be another.
const STORIES: &str = "
CREATE INDEX content_follows ON content (json_extract(\"case\", '$.follows.meeting.uid'));
CREATE INDEX notice_meeting ON notice (uid);
";

/// What waits because its sender had enough drafts within a day.
const POSTPONED: &str = "
CREATE TABLE postponed (
    message TEXT PRIMARY KEY,
    sender  TEXT NOT NULL,
    source  TEXT NOT NULL,
    at      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
";
