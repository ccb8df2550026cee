"""KDE without a screen: its calendar in an Akonadi of its own, and kde/kde.cpp, which does what KMail does."""
import json, os, re, select, shutil, subprocess
from pathlib import Path

from replies import plain

SHOWN = {"ACCEPTED": ("accepts this invitation", "has been updated by attendee"), "DECLINED": ("declines this invitation",),
    "TENTATIVE": ("tentatively accepts this invitation",), "DELEGATED": ("has delegated this invitation to",)}


class KDE:
    """KMail's and KOrganizer's parts: the organizer records the reply or takes the proposal, the colleague accepts."""

    @staticmethod
    def packages():
        """Debian 12's names, or those of 13."""
        old = subprocess.run(["apt-cache", "policy", "libkf5akonadicalendar-dev"], capture_output=True, text=True).stdout
        has_old = "Candidate:" in old and "Candidate: (none)" not in old
        libraries = ["libkf5akonadicalendar-dev", "libkf5calendarutils-dev"] if has_old else ["libakonadicalendar-dev", "libkcalendarutils-dev"]
        others = ["extra-cmake-modules", "akonadi-backend-sqlite"]
        return {"g++": "g++", "make": "make", "cmake": "cmake", "dbus-run-session": "dbus-daemon", "akonadictl": "akonadi-server",
            "akonadi_ical_resource": "kdepim-runtime", **{package: package for package in libraries + others}}

    def __init__(self, home):
        self.home, self.process = Path(home), None

    def start(self, cases):
        source, build = Path(__file__).parent / "kde", self.home / "build"
        for words in (["-S", source, "-B", build], ["--build", build]):
            done = subprocess.run(["cmake", *words], capture_output=True, text=True)
            if done.returncode:
                raise RuntimeError(f"kde.cpp is not built: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        folders = {f"XDG_{name}_HOME": self.home / name.lower() for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        folders["XDG_RUNTIME_DIR"] = self.home / "runtime"
        for folder in folders.values():
            folder.mkdir(mode=0o700)
        (self.home / "config" / "akonadi").mkdir()
        (self.home / "config" / "akonadi" / "akonadiserverrc").write_text("[%General]\nDriver=QSQLITE3\n")
        (self.home / "held.ics").write_text(together([case.held for case in cases]))
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TZ": "Europe/Berlin", "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", "AKONADI_DISABLE_AGENT_AUTOSTART": "1",
            **{name: str(folder) for name, folder in folders.items()}}
        self.process = subprocess.Popen(["dbus-run-session", "--", build / "kde", self.home / "held.ics"], env=env, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=(self.home / "kde.log").open("wb"), text=True, start_new_session=True)
        ready = self.line(60)
        if ready != "ready":
            raise RuntimeError(f"KDE does not start: {ready} {self.log()}")

    def line(self, patience=30):
        """The next line, or nothing where it does not come."""
        ready, _, _ = select.select([self.process.stdout], [], [], patience)
        return self.process.stdout.readline().strip() if ready else ""

    def log(self):
        return (self.home / "kde.log").read_text(errors="replace")[-3000:]

    def organizer(self, case, must):
        mail = case.reply
        seen = self.act(case, mail, case.organizer, "reply")
        before, after = seen["before"], seen["after"]
        must(plain(mail.text) in plain(seen["shown"]), f"the letter is not in {seen['shown']}")
        if mail.method == "COUNTER":
            must("makes this counter proposal" in seen["shown"], f"it shows {seen['shown']}")
            must((after["start"], after["end"]) == (mail.start, mail.end), f"it is then from {after['start']} to {after['end']}")
            must(after["attendees"][case.me]["status"] == mail.status, f"I am then {after['attendees'][case.me]}")
            # These invites are not KDE's own, whose proposals name everybody.
            lost = len(before["attendees"]) - len(after["attendees"])
            return f"{self.said(seen)}; then {after['start']} to {after['end']}, {after['location']}" + f", {lost} attendees lost" * bool(lost)
        must(any(words in seen["shown"] for words in SHOWN[mail.status]), f"it shows {seen['shown']}")
        must((after["start"], after["end"]) == (before["start"], before["end"]), f"it is then from {after['start']} to {after['end']}")
        # KDE records a reply to one of a series with the series.
        people = (seen["series"] or after)["attendees"]
        must(people[case.me]["status"] == mail.status, f"I am then {people[case.me]}")
        must(not case.colleague or case.colleague in people[case.me]["to"], f"the delegate is {people[case.me]['to']}")
        return f"{self.said(seen)}; then {mail.status}" + ", with the series" * bool(case.instance)

    def as_colleague(self, case, must):
        mail = case.briefing
        seen = self.act(case, mail, case.colleague, "accepted", forget=True)
        after, people = seen["after"], seen["after"]["attendees"]
        must((after["start"], after["end"]) == (mail.start, mail.end), f"it is then from {after['start']} to {after['end']}")
        must(people[case.colleague] == {"status": "ACCEPTED", "to": "", "from": f"mailto:{case.me}"}, f"the colleague is {people[case.colleague]}")
        must(people[case.me] == {"status": "DELEGATED", "to": f"mailto:{case.colleague}", "from": ""}, f"I am {people[case.me]}")
        return f"{self.said(seen)}; then {after['start']} to {after['end']}, delegated from {people[case.colleague]['from']}"

    @staticmethod
    def said(seen):
        return "“" + seen["shown"].strip().splitlines()[0].strip() + "”"

    def act(self, case, mail, address, action, forget=False):
        """Does what kde.cpp says for the case; gives what was seen."""
        known = {"mail": mail.part, "uid": case.uid, "instance": case.instance or "", "me": address, "sender": case.me, "action": action, "forget": forget}
        print(json.dumps(known), file=self.process.stdin, flush=True)
        answer = self.line()
        if not answer:
            raise RuntimeError(f"KDE does not answer: {self.log()}")
        seen = json.loads(answer)
        if not seen["after"]:
            raise RuntimeError(f"the meeting is not in the calendar: {seen}")
        return seen

    def stop(self):
        if self.process:
            self.process.stdin.close()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                pass
            self.end_what_is_left()
            self.process.wait()

    def end_what_is_left(self):
        """Akonadi's agents live on by themselves: those in this home are ended."""
        mine = f"XDG_RUNTIME_DIR={self.home}/runtime".encode()
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if mine in (process / "environ").read_bytes().split(b"\0"):
                    os.kill(int(process.name), 9)
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                pass


def together(calendars):
    """One calendar of several, each zone once."""
    texts = [text.replace("\r\n", "\n") for text in calendars]
    parts = [part for text in texts for part in re.findall(r"BEGIN:(?:VTIMEZONE|VEVENT)\n.*?END:(?:VTIMEZONE|VEVENT)\n", text, re.S)]
    zones = {re.search(r"TZID:(.*)", part)[1]: part for part in parts if part.startswith("BEGIN:VTIMEZONE")}
    events = [part for part in parts if part.startswith("BEGIN:VEVENT")]
    return "".join(["BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//statt//calendars-check//DE\n", *zones.values(), *events, "END:VCALENDAR\n"])
