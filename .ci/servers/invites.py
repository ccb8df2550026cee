"""Invites whose subjects, texts and encodings vary."""
import base64
from datetime import datetime, timedelta, timezone
from email.header import Header

ME = "jana.weber@agentur.example"

INVITE = """From: {name} <{address}>
To: Jana Weber <{me}>
Subject: {subject}
Date: {written:%a, %d %b %Y %H:%M:%S +0000}
Message-ID: <invite-{number}@{box}.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="=_{number}_="

--=_{number}_=
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: {encoding}

{text}
--=_{number}_=
Content-Type: text/calendar; charset=utf-8; method=REQUEST
Content-Transfer-Encoding: base64

{calendar}
--=_{number}_=--
"""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//servers-check//DE
METHOD:REQUEST
BEGIN:VEVENT
UID:{number}@{box}.example
DTSTAMP:{written:%Y%m%dT%H%M%SZ}
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:{topic} {number}
ORGANIZER:mailto:{address}
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{me}
SEQUENCE:0
END:VEVENT
END:VCALENDAR
"""

TOPICS = ["Abnahme", "Übergabe der Schlüssel", "Größen und Maße", "Probedruck", "Lieferplan", "Prüfung der Entwürfe 🎨"]
TEXTS = [
    "Guten Tag Frau Weber,\n\npasst Ihnen der Termin?\n\nFreundliche Grüße\n{name}\n",
    "Hallo Frau Weber,\n\n.\n..\n.so beginnt hier manche Zeile.\n\nFrom heute an gilt das Neue.\n\nGruß\n{name}\n",
    "Sehr geehrte Frau Weber,\n\n" + "wir müssen über die Änderungen am Gehäuse sprechen ........ " * 12 + "\n\n{name}\n",
    "Guten Tag,\n\n- Maße prüfen\n- Farben = Rot, Grün & Blau\n- 100 % fertig?\n\t eingerückt \n\n-- \n{name}\n",
]


def invite(box, number, address):
    """The bytes of one invite; subjects, texts and encodings vary."""
    name, topic = f"Person {number}", TOPICS[number % len(TOPICS)]
    written = datetime.now(timezone.utc) - timedelta(hours=2)
    start = written.replace(hour=8, minute=0, second=0) + timedelta(days=3 + number // 8, hours=number % 8)
    known = {"box": box, "number": number, "name": name, "address": address, "me": ME, "topic": topic, "written": written,
        "start": start, "end": start + timedelta(minutes=45), "subject": Header(f"{topic} {number}", "utf-8").encode()}
    text, calendar = TEXTS[number % len(TEXTS)].format(**known), CALENDAR.format(**known).replace("\n", "\r\n")
    encoding = ("8bit", "base64")[number % 2]
    if encoding == "base64":
        text = base64.encodebytes(text.encode()).decode()
    calendar = base64.encodebytes(calendar.encode()).decode()
    return INVITE.format(**known, text=text, calendar=calendar, encoding=encoding).encode()
