"""An inbox of invites, and statt, which answers them through the servers."""
import json, os, re, subprocess

from invites import ME, invite
from postfix import Statt, mails, rows

VARIABLE = "STATT_TEST_PASSWORD"
QUEUE_ID = re.compile(rb"with ESMTPSA id (\w+)")  # encrypted and logged in, or there is no match


class Box(Statt):
    """An inbox of invites, and the replies to them, approved."""

    said = []  # whatever statt ever said, in any case
    running = []  # senders in the background

    def __init__(self, servers, name, count, organizers=None, **smtp):
        super().__init__(servers.program, servers.home / name)
        self.servers, self.name, self.invited, self.idents = servers, name, 0, {}
        self.copies = self.home / "Sent"
        (self.home / "inbox").mkdir(parents=True)
        self.configure(**smtp)
        if count:
            self.approve_replies(count, organizers or {})

    def approve_replies(self, count, organizers=()):
        """More invites arrive, and the replies to them are drafted and approved."""
        self.invite(count, organizers)
        drafts = self.rows("draft", "--kind", "attend")
        if len(drafts) != count:
            raise RuntimeError(f"{len(drafts)} drafts for {count} invites")
        self.run("approve", "--all")
        self.know_idents()

    def invite(self, count, organizers=()):
        """More invites arrive."""
        for number in range(self.invited, self.invited + count):
            address = dict(organizers).get(number, f"person.{number}@firma-{number % 40}.example")
            (self.home / "inbox" / f"{number:04}.eml").write_bytes(invite(self.name, number, address))
        self.invited += count

    def know_idents(self):
        self.idents = {row["message_id"]: row["id"] for row in self.rows("list") if row["message_id"]}

    def configure(self, **smtp):
        kind = smtp.pop("to", "starttls")
        known = {"host": "localhost", "port": self.servers.port[kind], "tls": "starttls", "user": ME,
            "password": {"env": VARIABLE}, "ca_file": str(self.servers.home / "ca.pem"), "timeout_seconds": 20, "copy_to": str(self.copies)}
        lines = [f"{key} = {toml(value)}" for key, value in {**known, **smtp}.items() if value is not None]
        (self.home / "config.toml").write_text("\n".join([
            f"inbox = {toml(str(self.home / 'inbox'))}", "[me]", 'name = "Jana Weber"', f"addresses = [{toml(ME)}]", "[smtp]", *lines, ""]))

    def environment(self, password=None):
        return {**os.environ, VARIABLE: password or self.servers.password}

    def run(self, *words, ok=True, env=None):
        done = super().run(*words, ok=ok, env=env or self.environment())
        self.said += [done.stdout, done.stderr]
        return done

    def send(self, password=None):
        """Gives the exit status, the rows and what stood on stderr."""
        done = self.run("-v", "--json", "send", ok=False, env=self.environment(password))
        return done.returncode, rows(done.stdout), done.stderr.decode()

    def begin(self, *words):
        process = subprocess.Popen([*self.command, "-v", "--json", *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=self.environment())
        self.running.append(process)
        return process

    def end(self, process):
        out, err = process.communicate(timeout=60)
        self.running.remove(process)
        self.said += [out, err]
        return process.returncode, rows(out.rpartition(b"\n")[0]), err.decode()

    def statuses(self):
        found = {}
        for row in self.rows("list"):
            found[row["status"]] = found.get(row["status"], 0) + 1
        return found

    def arrived(self):
        """Which of the mails arrived, and how often each was handed to the server.

        The server gives each mail that it takes a number. Where it was stopped while it delivered, it may put one mail
        into the Maildir twice, under the same number.
        """
        found = self.servers.postfix.settle()
        return {ident: {QUEUE_ID.search(raw)[1] for raw in found[ident]} for ident in self.idents if ident in found}

    def settle_as_a_person(self):
        """Looks into the recipients' Maildir for each uncertain mail, and resolves it; says how many were there."""
        uncertain = self.rows("list", "--status", "uncertain")
        self.know_idents()
        there = self.arrived() if uncertain else {}
        for mail in uncertain:
            self.run("resolve", mail["id"], "--sent" if mail["message_id"] in there else "--retry")
        return len(uncertain), sum(mail["message_id"] in there for mail in uncertain)

    def all_once(self, must):
        """No mail lost, none twice, a copy of each."""
        arrived = self.arrived()
        must(len(arrived) == len(self.idents), f"{len(self.idents) - len(arrived)} mails are lost")
        twice = [ident for ident, numbers in arrived.items() if len(numbers) > 1]
        must(not twice, f"{len(twice)} mails arrived more than once, as {twice[:1]}")
        must(self.statuses() == {"sent": len(self.idents)}, f"the outbox says {self.statuses()}")
        filed = mails(self.copies / "cur")
        must(set(filed) == set(self.idents) and all(len(ones) == 1 for ones in filed.values()), f"there are copies of {len(filed)} mails")


def toml(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {toml(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)
