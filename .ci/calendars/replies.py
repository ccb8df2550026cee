"""Invites to every kind of meeting, and the replies of every kind that statt drafts to them."""
import email, email.policy, json, os, re, subprocess
from collections import namedtuple
from datetime import date, datetime, timezone
from pathlib import Path
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


# `held` is what the organizer's program has of it, one VEVENT each.
Meeting = namedtuple("Meeting", "invited held zone", defaults=(None,))
SERIES = from_2_to_4() + "RRULE:FREQ=WEEKLY;COUNT=8\nEXDATE;TZID=Europe/Berlin:20261222T140000\n"
EXCEPTION = local("RECURRENCE-ID", 8, "1400") + local("DTSTART", 9, "1500") + local("DTEND", 9, "1700")
DAY = "DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261203\n"
WINDOWS = "W. Europe Standard Time"
MEETINGS = {
    "one": Meeting(from_2_to_4(), [from_2_to_4()], "Europe/Berlin"),
    "one with a duration": Meeting("DTSTART:20261201T130000Z\nDURATION:PT2H\n", ["DTSTART:20261201T130000Z\nDTEND:20261201T150000Z\n"]),
    "a series": Meeting(SERIES, [SERIES], "Europe/Berlin"),
    "one of a series": Meeting(EXCEPTION, [SERIES, EXCEPTION], "Europe/Berlin"),
    "a day": Meeting(DAY, [DAY]),
    "a zone of Windows": Meeting(from_2_to_4(WINDOWS), [from_2_to_4(WINDOWS)], WINDOWS),
}


class Case:
    """A reply to an invite: the mails, who is who, and the calendar that the organizer's program holds."""

    def __init__(self, words, reply, briefing, meeting, held):
        self.words, self.reply, self.briefing, self.held = words, reply, briefing, held
        self.uid, self.instance = meeting["uid"], utc(meeting["recurrence_id"])
        self.organizer, self.me = meeting["organizer"]["address"], reply.row["from"]
        self.colleague = briefing and briefing.row["to"][0]


class Statt:
    """statt with an outbox of its own."""

    def __init__(self, program, config, outbox):
        self.command = [program, "--config", config, "--outbox", outbox, "--now", NOW]

    def run(self, *words):
        done = subprocess.run([*self.command, *words], capture_output=True, timeout=60, env={**os.environ, "TZ": "Europe/Berlin"})
        if done.returncode:
            raise RuntimeError(f"statt {' '.join(map(str, words))}: {done.stderr.decode()}")
        return done.stdout

    def rows(self, *words):
        return [json.loads(line) for line in self.run("--json", *words).splitlines()]

    def approved(self, *words):
        """Drafts, fills and approves; gives each reply that has a calendar part, with its briefing."""
        for row in self.rows("draft", *words):
            gaps = [word for gap in row["gaps"] for word in ("--gap", f"{gap}=steht in der Ablage")]
            if gaps:
                self.run("set", row["id"], *gaps)
        self.run("approve", "--all")
        mails = [Mail(row, self.run("show", row["id"], "--raw")) for row in self.rows("list") if row["itip"]]
        briefings = {mail.row["for"]: mail for mail in mails if mail.row["role"] == "briefing"}
        return [(mail, briefings.get(mail.row["id"])) for mail in mails if mail.row["role"] == "reply"]


def calendar(uid, events, zone, method=None):
    parts = [EVENT.format(uid=uid, when=when, organizer=ORGANIZER, me=ME, other=OTHER) for when in events]
    head = ["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN\n"]
    head += [f"METHOD:{method}\n"] * bool(method) + [ZONE.format(zone=zone)] * bool(zone)
    return "".join([*head, *parts, "END:VCALENDAR\n"])


def of_every_kind(program, home):
    """A reply of each kind to each meeting."""
    for number, (name, meeting) in enumerate(MEETINGS.items()):
        for kind in KINDS:
            folder, uid = home / f"{number}-{kind}", f"{kind}-{number}"
            folder.mkdir()
            (folder / "config.toml").write_text(CONFIG)
            request = calendar(uid, [meeting.invited], meeting.zone, "REQUEST")
            (folder / "invite.eml").write_text(INVITE.format(uid=uid, calendar=request, organizer=ORGANIZER, me=ME))
            statt = Statt(program, folder / "config.toml", folder / "outbox.db")
            [(reply, briefing)] = statt.approved("--kind", kind, folder / "invite.eml")
            [seen] = statt.rows("inspect", folder / "invite.eml")
            yield Case(f"{kind} to {name}", reply, briefing, seen["meeting"], calendar(uid, meeting.held, meeting.zone))


def to_the_examples(program, home, examples):
    """What statt itself decides for the examples."""
    statt = Statt(program, examples / "config.toml", home / "examples.db")
    answers = statt.approved(examples / "inbox")
    seen = {row["source"]: row for row in statt.rows("inspect", examples / "inbox")}
    for reply, briefing in answers:
        source = reply.row["source"]
        held = calendar_part(Path(source).read_bytes())
        yield Case(f"{reply.row['reply']} to {Path(source).name}", reply, briefing, seen[source]["meeting"], re.sub(r"METHOD:.*\r?\n", "", held))


def calendar_part(raw):
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        if part.get_content_type() == "text/calendar":
            return part.get_content()
    return None


class Mail:
    """A mail that statt would send, and what its calendar part means to say."""

    def __init__(self, row, raw):
        self.row, self.raw, self.text, self.part = row, raw, row["text"], calendar_part(raw)
        self.method, self.status = row["itip"]["method"], row["itip"]["participation_status"].upper().replace("_", "-")
        self.start, self.end = moment(row["itip"]["start"]), moment(row["itip"]["end"])


def moment(written):
    """A day as `20261201`, a time as `20261201T140000` in Berlin."""
    if len(written) == 10:
        return date.fromisoformat(written).strftime("%Y%m%d")
    return datetime.fromisoformat(written.replace("Z", "+00:00")).astimezone(BERLIN).strftime("%Y%m%dT%H%M%S")


def utc(written):
    """A RECURRENCE-ID in UTC, as Thunderbird and KDE are asked for it here."""
    return written and datetime.fromisoformat(written.replace("Z", "+00:00")).astimezone(timezone.utc).strftime("%Y%m%dT%H%M%SZ")


def plain(text):
    """Without what programs do to white space."""
    return "".join(text.split())
