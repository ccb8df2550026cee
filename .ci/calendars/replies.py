"""Invites to every kind of meeting, and the replies of every kind that statt drafts to them."""
import email, email.policy, json, os, subprocess
from collections import namedtuple
from datetime import date, datetime
from zoneinfo import ZoneInfo

NOW, BERLIN = "2026-11-23T09:00:00+01:00", ZoneInfo("Europe/Berlin")
ME, COLLEAGUE, ORGANIZER, OTHER = "jana.weber@agentur.example", "max.mueller@agentur.example", "petra.hollmann@kunde.example", "tom.kern@kunde.example"
KINDS = ["call", "shorter", "written", "handoff", "attend"]

CONFIG = f"""
[me]
name = "Jana Weber"
addresses = ["{ME}"]
phone = "030 000-11"
[contacts]
colleagues = ["@agentur.example"]
[reply]
counter = "counter"
[[client]]
match = "{ORGANIZER}"
colleague = "{COLLEAGUE}"
"""

ZONE = """BEGIN:VTIMEZONE
TZID:{zone}
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""

EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261120T080000Z
{when}SUMMARY:Abnahme der Entwürfe
LOCATION:Ottostraße 5\\, Köln
DESCRIPTION:Drei Fragen\\; die Bilder\\, die Texte und der Druck
ORGANIZER;CN=Petra Hollmann:mailto:{organizer}
ATTENDEE;CN="Weber, Jana";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:{me}
ATTENDEE;CN=Tom Kern;PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:{other}
SEQUENCE:2
STATUS:CONFIRMED
END:VEVENT
"""

INVITE = """From: Petra Hollmann <{organizer}>
To: Jana Weber <{me}>
Subject: Abnahme der Entwuerfe
Date: Fri, 20 Nov 2026 09:00:00 +0100
Message-ID: <{uid}@kunde.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_b_="

--=_b_=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Sehr geehrte Frau Weber,

passt Ihnen der Termin?

Freundliche Grüße
Petra Hollmann
--=_b_=
Content-Type: text/calendar; charset=utf-8; method=REQUEST
Content-Transfer-Encoding: 8bit

{calendar}
--=_b_=--
"""


def local(name, day, clock, zone="Europe/Berlin"):
    return f"{name};TZID={zone}:202612{day:02}T{clock}00\n"


def from_2_to_4(zone="Europe/Berlin"):
    return local("DTSTART", 1, "1400", zone) + local("DTEND", 1, "1600", zone)


# `held` is what the organizer's program has of it, one VEVENT each; `instance` the RECURRENCE-ID in UTC.
Meeting = namedtuple("Meeting", "invited held zone instance", defaults=(None, None))
SERIES = from_2_to_4() + "RRULE:FREQ=WEEKLY;COUNT=8\nEXDATE;TZID=Europe/Berlin:20261222T140000\n"
EXCEPTION = local("RECURRENCE-ID", 8, "1400") + local("DTSTART", 9, "1500") + local("DTEND", 9, "1700")
DAY = "DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261203\n"
WINDOWS = "W. Europe Standard Time"
MEETINGS = {
    "one": Meeting(from_2_to_4(), [from_2_to_4()], "Europe/Berlin"),
    "one with a duration": Meeting("DTSTART:20261201T130000Z\nDURATION:PT2H\n", ["DTSTART:20261201T130000Z\nDTEND:20261201T150000Z\n"]),
    "a series": Meeting(SERIES, [SERIES], "Europe/Berlin"),
    "one of a series": Meeting(EXCEPTION, [SERIES, EXCEPTION], "Europe/Berlin", "20261208T130000Z"),
    "a day": Meeting(DAY, [DAY]),
    "a zone of Windows": Meeting(from_2_to_4(WINDOWS), [from_2_to_4(WINDOWS)], WINDOWS),
}


class Case:
    """A kind of reply to a kind of meeting: the mails, and what the organizer's program holds."""

    def __init__(self, statt, folder, meeting, kind):
        self.statt, self.folder, self.meeting, self.kind = statt, folder, meeting, kind
        self.uid = f"{kind}-{list(MEETINGS).index(meeting)}"
        self.invited, self.held, self.zone, self.instance = MEETINGS[meeting]
        self.reply, self.briefing = self.drafted()

    def calendar(self, events, method=None):
        parts = [EVENT.format(uid=self.uid, when=when, organizer=ORGANIZER, me=ME, other=OTHER) for when in events]
        head = ["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\n"]
        head += [f"METHOD:{method}\n"] * bool(method) + [ZONE.format(zone=self.zone)] * bool(self.zone)
        return "".join([*head, *parts, "END:VCALENDAR\n"])

    def drafted(self):
        """Drafts, fills and approves; gives the reply, and the briefing of a handoff."""
        self.folder.mkdir()
        (self.folder / "config.toml").write_text(CONFIG)
        invite = INVITE.format(uid=self.uid, calendar=self.calendar([self.invited], "REQUEST"), organizer=ORGANIZER, me=ME)
        (self.folder / "invite.eml").write_text(invite)
        for row in self.rows("draft", "--kind", self.kind, str(self.folder / "invite.eml")):
            gaps = [word for gap in row["gaps"] for word in ("--gap", f"{gap}=steht in der Ablage")]
            if gaps:
                self.run("set", row["id"], *gaps)
        self.run("approve", "--all")
        mails = {row["role"]: Mail(row, self.run("show", row["id"], "--raw")) for row in self.rows("list")}
        return mails["reply"], mails.get("briefing")

    def rows(self, *words):
        return [json.loads(line) for line in self.run("--json", *words).splitlines()]

    def run(self, *words):
        base = [self.statt, "--config", self.folder / "config.toml", "--outbox", self.folder / "outbox.db", "--now", NOW]
        done = subprocess.run([*base, *words], capture_output=True, timeout=60, env={**os.environ, "TZ": "Europe/Berlin"})
        if done.returncode:
            raise RuntimeError(f"statt {' '.join(words)}: {done.stderr.decode()}")
        return done.stdout


class Mail:
    """A mail that statt would send, and what its calendar part means to say."""

    def __init__(self, row, raw):
        self.row, self.raw, self.text = row, raw, row["text"]
        for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
            if part.get_content_type() == "text/calendar":
                self.part = part.get_content()
        self.method, self.status = row["itip"]["method"], row["itip"]["participation_status"].upper().replace("_", "-")
        self.start, self.end = moment(row["itip"]["start"]), moment(row["itip"]["end"])


def moment(written):
    """A day as `20261201`, a time as `20261201T140000` in Berlin."""
    if len(written) == 10:
        return date.fromisoformat(written).strftime("%Y%m%d")
    return datetime.fromisoformat(written.replace("Z", "+00:00")).astimezone(BERLIN).strftime("%Y%m%dT%H%M%S")


def plain(text):
    """Without what programs do to white space."""
    return "".join(text.split())
