"""A private Cyrus IMAP that serves on 127.0.0.1, with the face of `dovecot.Dovecot`.

Debian's packages cannot be installed beside Dovecot's, so they are only unpacked. Everything of the server is in one folder.
"""
import imaplib, os, shutil, signal, subprocess, time
from pathlib import Path

from dovecot import USER, Server, certificates
from postfix import install

LIBRARIES = "libsasl2-modules libsasl2-modules-db libclamav12 libpcre3 libzephyr4".split()


def unpacked(home):
    """The programs of Debian's Cyrus, which need nothing but libraries of those that are installed."""
    install(saslpasswd2="sasl2-bin", **{f"no-such-program-{name}": name for name in LIBRARIES})
    packages, root = home / "packages", home / "root"
    packages.mkdir()
    subprocess.run(["apt-get", "download", "-qq", "cyrus-common", "cyrus-imapd"], check=True, cwd=packages, capture_output=True)
    for package in packages.iterdir():
        subprocess.run(["dpkg-deb", "-x", package, root], check=True)
    return root


class Cyrus(Server):
    name = "Cyrus"

    def __init__(self, home, plain, tls, password):
        home.mkdir()
        home.chmod(0o755)
        certificates(home)
        self.home, self.plain, self.tls, self.password, self.process = home, plain, tls, password, None
        self.root, self.log_file, self.mails = unpacked(home), home / "cyrus.log", {}
        self.programs = self.root / "usr/lib/cyrus/bin"
        (library,) = self.root.glob("usr/lib/*/libcyrus.so.0")
        self.environment = dict(os.environ, LD_LIBRARY_PATH=str(library.parent))
        subprocess.run(["saslpasswd2", "-p", "-c", "-f", home / "sasldb", "-u", "localhost", USER], input=password.encode(), check=True)
        for name in ("sasldb", "server.key"):
            shutil.chown(home / name, "nobody", "nogroup")
        (home / "imapd.conf").write_text(f"""
configdirectory: {home}/state
partition-default: {home}/spool
proc_path: {home}/run/proc
mboxname_lockpath: {home}/run/lock
idlesocket: {home}/run/idle
lmtpsocket: {home}/run/lmtp
cyrus_user: nobody
cyrus_group: nogroup
servername: localhost
defaultdomain: localhost
virtdomains: off
altnamespace: yes
unixhierarchysep: yes
allowplaintext: yes
autocreate_quota: 0
autocreate_inbox_folders: Drafts | Sent
xlist-drafts: Drafts
xlist-sent: Sent
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {home}/sasldb
sasl_mech_list: PLAIN LOGIN
tls_server_cert: {home}/server.pem
tls_server_key: {home}/server.key
tls_session_timeout: 0
""")
        (home / "cyrus.conf").write_text(f"""
START {{
  recover cmd="{self.programs}/ctl_cyrusdb -C {home}/imapd.conf -r"
  idled cmd="{self.programs}/idled -C {home}/imapd.conf"
}}
SERVICES {{
  imap cmd="{self.programs}/imapd -C {home}/imapd.conf" listen="127.0.0.1:{self.plain}" prefork=0
  imaps cmd="{self.programs}/imapd -s -C {home}/imapd.conf" listen="127.0.0.1:{self.tls}" prefork=0
}}
EVENTS {{
}}
""")
        self.empty()

    def empty(self):
        for name in ("state", "spool", "run"):
            shutil.rmtree(self.home / name, ignore_errors=True)
        for name in ("state", "state/db", "state/socket", "state/user", "spool", "run", "run/proc", "run/lock"):
            (self.home / name).mkdir()
            shutil.chown(self.home / name, "nobody", "nogroup")

    def start(self):
        command = [self.programs / "master", "-C", self.home / "imapd.conf", "-M", self.home / "cyrus.conf", "-p", self.home / "run/master.pid", "-D"]
        log = open(self.log_file, "ab")
        self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, start_new_session=True)
        deadline = time.time() + 20
        while True:
            try:
                self.client().logout()
                break
            except (OSError, imaplib.IMAP4.error) as error:
                if self.process.poll() is not None or time.time() > deadline:
                    raise RuntimeError(f"Cyrus does not start: {error} {self.log()[-2000:]}") from error
                time.sleep(0.05)

    def stop(self):
        """Ends it with all its children: those of the session that it was started in."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(3)
            except subprocess.TimeoutExpired:
                pass
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()

    def fill(self, mails):
        """Puts mails into the inbox at once: as files, of which Cyrus makes its own record. The first log-in made the inbox."""
        self.mails.update(mails)
        folder = Path(self.ours("mbpath", f"user/{USER}").strip())
        for uid, mail in enumerate(self.mails.values(), 1):
            path = folder / f"{uid}."
            if not path.exists():
                path.write_bytes(mail)
                shutil.chown(path, "nobody", "nogroup")
        self.ours("reconstruct", f"user/{USER}")

    def ours(self, program, *words):
        """What one of Cyrus's own programs says."""
        command = [self.programs / program, "-C", self.home / "imapd.conf", *words]
        return subprocess.run(command, check=True, env=self.environment, capture_output=True, text=True).stdout

    def deliver(self, name, mail):
        """Puts a mail into the inbox as a delivery would."""
        self.mails[name] = b"\r\n".join(mail.splitlines()) + b"\r\n"
        client = self.client()
        status, said = client.append("INBOX", None, None, self.mails[name])
        client.logout()
        if status != "OK":
            raise RuntimeError(f"Cyrus does not take a mail: {said}")

    def renumber(self, uid_validity):
        """Gives every mail a new UID, as a server does that was restored."""
        self.stop()
        self.empty()
        self.start()
        self.fill({})
