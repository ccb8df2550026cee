"""What the checks against a real Postfix share: a private Postfix on 127.0.0.1, and statt with its own config and outbox.

Everything of the server is in one folder, its queue and its log included. It takes every address and delivers into one
Maildir, unless settings say otherwise.
"""
import functools, json, os, re, shutil, socket, subprocess, sys, time

PATIENCE = 60  # seconds until the server must have delivered what it took
ADDED = re.compile(rb"(?:return-path|received|delivered-to|x-original-to):.*\r?\n(?:[ \t].*\r?\n)*", re.I)
MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*<([^>]*)>")


def install(**packages):
    """Installs Debian's packages whose program, `program="package"`, is missing; of a library, whatever stands before it."""
    path = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
    missing = [package for program, package in packages.items() if not shutil.which(program, path=path) and not is_installed(package)]
    if missing:
        env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        subprocess.run(["apt-get", "update", "-qq"], check=True, env=env, stdout=sys.stderr)
        words = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing]
        subprocess.run(words, check=True, env=env, stdout=sys.stderr)


def is_installed(package):
    status = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status}", package], capture_output=True, text=True)
    return status.stdout == "installed"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Postfix:
    """`ports` are those to listen on, each with the options of its smtpd; `settings` add to main.cf."""

    def __init__(self, home, ports, settings=None):
        self.config, self.queue, self.log_file = home / "etc", home / "queue", home / "postfix.log"
        data, mail = home / "data", home / "mail"
        self.arrived = mail / "in" / "new"
        for folder in (self.config, self.queue, data, mail):
            folder.mkdir()
        home.chmod(0o755)
        shutil.chown(data, "postfix")
        for kind in ("cur", "new", "tmp"):
            (mail / "in" / kind).mkdir(parents=True)
        for folder in (mail, *mail.rglob("*")):
            shutil.chown(folder, "nobody", "nogroup")
        uid = subprocess.run(["id", "-u", "nobody"], capture_output=True, text=True).stdout.strip()
        gid = subprocess.run(["id", "-g", "nobody"], capture_output=True, text=True).stdout.strip()
        main = {
            "compatibility_level": "3.6", "queue_directory": self.queue, "data_directory": data, "mail_owner": "postfix",
            "setgid_group": "postdrop", "inet_interfaces": "127.0.0.1", "inet_protocols": "ipv4",
            "myhostname": "mx.test.example", "mydestination": "", "virtual_mailbox_domains": "static:all",
            "virtual_mailbox_base": mail, "virtual_mailbox_maps": "static:in/", "virtual_uid_maps": f"static:{uid}",
            "virtual_gid_maps": f"static:{gid}", "virtual_minimum_uid": "1", "mynetworks": "127.0.0.0/8",
            "smtpd_recipient_restrictions": "permit_mynetworks, reject", "enable_long_queue_ids": "yes",
            "maillog_file": self.log_file, "maillog_file_prefixes": home, "alias_maps": "", "alias_database": "",
            "default_transport": "error:this server sends nothing on", "relay_transport": "error:nor this",
            **(settings or {}),
        }
        (self.config / "main.cf").write_text("".join(f"{key} = {value}\n" for key, value in main.items()))
        listeners = [f"127.0.0.1:{port} inet n - n - - smtpd {' '.join(options)}" for port, options in ports.items()]
        services = [
            "pickup unix n - n 60 1 pickup", "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
            "tlsmgr unix - - n 1000? 1 tlsmgr", "rewrite unix - - n - - trivial-rewrite",
            "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce", "trace unix - - n - 0 bounce",
            "verify unix - - n - 1 verify", "flush unix n - n 1000? 0 flush", "proxymap unix - - n - - proxymap",
            "proxywrite unix - - n - 1 proxymap", "smtp unix - - n - - smtp", "relay unix - - n - - smtp",
            "showq unix n - n - - showq", "error unix - - n - - error", "retry unix - - n - - error",
            "discard unix - - n - - discard", "virtual unix - n n - - virtual", "anvil unix - - n - 1 anvil",
            "scache unix - - n - 1 scache", "postlog unix-dgram n - n - 1 postlogd",
        ]
        (self.config / "master.cf").write_text("".join(f"{service}\n" for service in listeners + services))

    def start(self):
        started = subprocess.run(["/usr/sbin/postfix", "-c", self.config, "start"], capture_output=True, text=True)
        if started.returncode:
            raise RuntimeError(f"Postfix does not start: {started.stdout}{started.stderr}{self.log()[-2000:]}")

    def stop(self):
        subprocess.run(["/usr/sbin/postfix", "-c", self.config, "stop"], capture_output=True)

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def is_idle(self):
        if any(path.is_file() for name in ("maildrop", "incoming", "active", "deferred") for path in (self.queue / name).rglob("*")):
            return False
        since_start = self.log().rpartition(": daemon started")[2]
        return since_start.count(": connect from ") == since_start.count(": disconnect from ")

    def settle(self):
        """Waits until nobody is connected and all that was taken is delivered; gives what arrived, by Message-ID."""
        deadline, quiet = time.time() + PATIENCE, 0
        while quiet < 3 and time.time() < deadline:
            quiet = quiet + 1 if self.is_idle() else 0
            time.sleep(0.05)
        return mails(self.arrived)


def mails(folder):
    """The mails of a folder by Message-ID, each with its copies."""
    found = {}
    for path in folder.iterdir():
        ident, raw = read(path)
        found.setdefault(ident, []).append(raw)
    return found


@functools.cache
def read(path):
    """Message-ID and content of a mail in a Maildir, where no file ever changes."""
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    return MESSAGE_ID.search(raw).group(1).decode(), raw


def bare(raw):
    """A mail without the header lines that a server adds on the way."""
    head, body = raw.replace(b"\r\n", b"\n").split(b"\n\n", 1)
    return ADDED.sub(b"", head + b"\n") + b"\n" + body.rstrip(b"\n")


class Statt:
    """The program with the config and the outbox of one folder, which may lie below it."""

    def __init__(self, program, home, config="config.toml", outbox="outbox.db"):
        self.home, self.command = home, [program, "--config", str(home / config), "--outbox", str(home / outbox)]

    def run(self, *words, ok=True, env=None):
        done = subprocess.run([*self.command, *words], capture_output=True, timeout=120, env=env)
        if ok and done.returncode:
            raise RuntimeError(f"statt {' '.join(words)} failed:\n{done.stdout.decode()}{done.stderr.decode()}")
        return done

    def rows(self, *words, **options):
        return rows(self.run("--json", *words, **options).stdout)

    def promised(self):
        """The approved mails as `show --raw` shows them, by Message-ID."""
        approved = self.rows("list", "--status", "approved")
        return {mail["message_id"]: self.run("show", mail["id"], "--raw").stdout for mail in approved}


def rows(output):
    return [json.loads(line) for line in output.splitlines()]
