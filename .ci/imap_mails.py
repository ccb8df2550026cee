"""Mails for the checks with IMAP servers: invites to Jana Weber, and anything else."""
import os
from email.message import EmailMessage

ME = "jana.weber@agentur.example"

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//imap-check//DE
METHOD:REQUEST
BEGIN:VEVENT
UID:{number}@firma.example
DTSTAMP:20261120T080000Z
DTSTART:20261201T{hour:02}0000Z
DTEND:20261201T{hour:02}3000Z
SUMMARY:Besprechung {number}
ORGANIZER;CN=Kim Kunde:mailto:kim.{number}@firma.example
ATTENDEE;RSVP=TRUE;PARTSTAT=NEEDS-ACTION:mailto:{me}
END:VEVENT
END:VCALENDAR
"""


def invite(number):
    mail = head(f"kim.{number}@firma.example", f"Besprechung {number}", number)
    mail.set_content(f"Sehr geehrte Frau Weber,\n\nich lade Sie zur Besprechung {number} ein.\n\nKim Kunde\n")
    calendar = CALENDAR.format(number=number, hour=8 + number % 8, me=ME).replace("\n", "\r\n").encode()
    if number % 3 == 0:
        mail.add_attachment(calendar, maintype="application", subtype="ics", filename="einladung.ics")
        mail.add_attachment(os.urandom(40000), maintype="application", subtype="pdf", filename="plan.pdf")
    else:
        mail.add_alternative(calendar, maintype="text", subtype="calendar", params={"method": "REQUEST", "charset": "utf-8"})
    return mail


def other(number):
    """Anything but an invite; whether a person may have written it."""
    mail = head(f"jemand.{number}@firma-{number % 50}.example", f"Rechnung {number}", number)
    kind = number % 5
    mail.set_content(f"Anbei die Rechnung {number}. " * 20)
    if kind < 2:
        mail["List-Id"] = "<neues.firma.example>"
        mail.add_alternative("<p>Angebote</p>" * 200, subtype="html")
        return mail, False
    if kind == 2:
        mail.add_alternative("<p>Rechnung</p>" * 100, subtype="html")
    if kind == 3:
        mail.add_attachment(os.urandom(8000), maintype="application", subtype="pdf", filename="rechnung.pdf")
        mail.add_attachment(b"notiert", maintype="text", subtype="plain", filename="notiz.txt")
    return mail, True


def head(sender, subject, number):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, ME, subject
    mail["Date"] = "Fri, 20 Nov 2026 09:00:00 +0100"
    mail["Message-ID"], mail["X-Number"] = f"<mail-{number}@firma.example>", str(number)
    return mail
