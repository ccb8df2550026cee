"""A Thunderbird without a screen, with a profile of its own, driven over its own protocol for testing (Marionette)."""
import json, os, shutil, socket, subprocess, time
from pathlib import Path

from replies import plain

SETTINGS = {
    "app.update.auto": False, "app.update.enabled": False, "calendar.itip.showImipBar": True, "calendar.timezone.local": "Europe/Berlin",
    "calendar.timezone.useSystemTimezone": False, "calendar.week.start": 1, "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.systemAddon.update.enabled": False, "extensions.update.enabled": False, "mail.provider.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True, "mail.shell.checkDefaultClient": False, "mail.spotlight.firstRunDone": True,
    "mail.rights.version": 1, "mail.ui.show.migration.on.upgrade": False, "mailnews.start_page.enabled": False,
    "mailnews.database.global.indexer.enabled": False, "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False, "network.dns.disablePrefetch": True, "toolkit.telemetry.enabled": False,
    "services.settings.server": "http://127.0.0.1:9/", "mail.inappnotifications.enabled": False, "calendar.debug.log": False,
}
SHOWN = {"COUNTER": "counterproposal to an invitation", "REPLY": "reply to an invitation", "REQUEST": "invitation to an event"}
BUTTONS = {"COUNTER": ["imipRescheduleButton"], "REPLY": ["imipUpdateButton"], "REQUEST": ["imipAcceptButton", "imipAcceptRecurrencesButton"]}


class Thunderbird:
    """The organizer opens the reply and presses "Update" or "Reschedule"; the colleague accepts the forwarded invite."""

    @staticmethod
    def packages():
        return {"thunderbird": "thunderbird"}

    def __init__(self, home):
        self.home, self.process, self.socket, self.number, self.rest = Path(home), None, None, 0, b""
        self.script = (Path(__file__).parent / "thunderbird.js").read_text()

    def start(self, cases):
        profile = self.home / "profile"
        profile.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = {**SETTINGS, "marionette.port": port}
        (profile / "user.js").write_text("".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in settings.items()))
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "TZ": "Europe/Berlin", "LANG": "C.UTF-8", "MOZ_HEADLESS": "1", "MOZ_CRASHREPORTER_DISABLE": "1"}
        with (self.home / "thunderbird.log").open("wb") as log:
            self.process = subprocess.Popen([shutil.which("thunderbird"), "--headless", "--no-remote", "--profile", profile, "--marionette",
                "--remote-allow-system-access"], env=env, stdout=log, stderr=log, start_new_session=True)
        deadline = time.time() + 60
        while self.socket is None:
            try:
                self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
            except OSError:
                if self.process.poll() is not None or time.time() > deadline:
                    raise RuntimeError(f"Thunderbird does not start: {self.log()}") from None
                time.sleep(0.1)
        self.receive()
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"timeouts": {"script": 60000}}}})
        self.call("Marionette:SetContext", {"value": "chrome"})

    def organizer(self, case, must):
        """Checks what the organizer sees, and has after pressing the button; gives it in words."""
        mail = case.reply
        seen = self.act(case, mail, case.organizer, case.held)
        before, after = seen["before"], seen["after"]
        must(plain(mail.text) in plain(seen["text"]), f"the letter is not in {seen['text']}")
        if mail.method == "COUNTER":
            must(plain(seen.get("comment", "")) == plain(mail.text), f"the comment is {seen.get('comment')}")
            must("only tentatively and made a counter proposal" in seen.get("summary", ""), f"it says {seen.get('summary')}")
            shown = [line.partition(":")[0] for line in seen.get("proposal", [])]
            must(("Start" in shown) == (mail.start != before["start"]) and "End" in shown, f"the proposal shows {shown}")
            # Thunderbird shows the proposed hour and, of a meeting that takes a day, takes over the day only.
            wanted = (mail.start, mail.end) if len(before["start"]) > 8 else (mail.start[:8], after["end"])
            must((after["start"], after["end"]) == wanted, f"it is then from {after['start']} to {after['end']}, not {wanted}")
            return f"{', '.join(seen.get('proposal', []))}; then {after['start']} to {after['end']}, {after['location']}"
        wanted = {**before["attendees"], case.me: {**before["attendees"][case.me], "status": mail.status}}
        must(after["attendees"] == wanted, f"the attendees are then {after['attendees']}")
        must((after["start"], after["end"]) == (before["start"], before["end"]), f"it is then from {after['start']} to {after['end']}")
        said = next((line.strip() for line in seen["text"].splitlines() if "event invitation" in line), "")
        return f"“{said}”; then {after['attendees'][case.me]['status']}"

    def as_colleague(self, case, must):
        """The same for the forwarded invite."""
        mail = case.briefing
        seen = self.act(case, mail, case.colleague, None)
        after, people = seen["after"], seen["after"]["attendees"]
        must(plain(mail.row["text"]) in plain(seen["text"]), f"the briefing is not in {seen['text']}")
        must((after["start"], after["end"]) == (mail.start, mail.end), f"it is then from {after['start']} to {after['end']}")
        must(people[case.colleague] == {"status": "ACCEPTED", "to": None, "from": f"mailto:{case.me}"}, f"the colleague is {people[case.colleague]}")
        must(people[case.me] == {"status": "DELEGATED", "to": f"mailto:{case.colleague}", "from": None}, f"I am {people[case.me]}")
        must("delegated from" in seen["text"], f"it does not say who delegates: {seen['text']}")
        return f"“{seen['bar']}”; then {after['start']} to {after['end']}, delegated from {people[case.colleague]['from']}"

    def act(self, case, mail, address, meeting):
        """Does in Thunderbird what thunderbird.js says for the case; gives what was seen."""
        known = {"me": address, "meeting": meeting, "uid": case.uid, "instance": case.instance,
            "raw": mail.raw.decode("latin-1"), "buttons": BUTTONS[mail.method]}
        seen = self.call("WebDriver:ExecuteScript", {"script": self.script, "args": [known], "newSandbox": False, "sandbox": "system"})["value"]
        if SHOWN[mail.method] not in seen["bar"] or not seen["button"] or not seen["after"]:
            raise RuntimeError(f"above the mail stands “{seen['bar']}” with {seen['buttons']}, and then the calendar has {seen['after']}")
        return seen

    def call(self, name, parameters):
        self.number += 1
        packet = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(b"%d:%b" % (len(packet), packet))
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{error['message']}\n{error.get('stacktrace', '')}")
        return result

    def receive(self):
        length = self.take(lambda: self.rest.partition(b":") if b":" in self.rest else None)
        size, self.rest = int(length[0]), length[2]
        packet = self.take(lambda: self.rest[:size] if len(self.rest) >= size else None)
        self.rest = self.rest[size:]
        return json.loads(packet)

    def take(self, found):
        while (value := found()) is None:
            more = self.socket.recv(65536)
            if not more:
                raise RuntimeError(f"Thunderbird hung up: {self.log()}")
            self.rest += more
        return value

    def log(self):
        return (self.home / "thunderbird.log").read_text(errors="replace")[-3000:]

    def stop(self):
        if self.process and self.process.poll() is None:
            try:
                self.call("Marionette:Quit", {"flags": ["eForceQuit"]})
                self.process.wait(10)
            except (RuntimeError, OSError, subprocess.TimeoutExpired):
                pass
        if self.process:
            try:
                os.killpg(self.process.pid, 9)
            except ProcessLookupError:
                pass
            self.process.wait()
