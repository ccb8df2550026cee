"""A private Dovecot (2.3 or 2.4) that serves IMAP on 127.0.0.1, and a wire that writes down what is said and can be cut.

Everything of the server is in one folder. One user, whose mail is a Maildir; TLS with a certificate authority of its own.
"""
import imaplib, os, re, socket, ssl, subprocess, threading, time

USER = "jana"


def certificates(home):
    """An authority, and a certificate by it for localhost."""
    def openssl(*words):
        subprocess.run(["openssl", *words], check=True, cwd=home, capture_output=True)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7", "-keyout", "ca.key", "-out", "ca.pem",
        "-subj", "/CN=our own", "-addext", "basicConstraints=critical,CA:true", "-addext", "keyUsage=critical,keyCertSign")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=localhost")
    (home / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "7",
        "-extfile", "names", "-out", "server.pem")


class Server:
    """What is known of a server: its folder, its port for TLS, its log, and the password of its user."""

    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    def client(self):
        client = imaplib.IMAP4_SSL("localhost", self.tls, ssl_context=ssl.create_default_context(cafile=self.home / "ca.pem"))
        client.login(USER, self.password)
        return client


# Whom it knows and where their mail is, until 2.3 and since 2.4.
USERS = {
    False: """
passdb {{
  driver = passwd-file
  args = {home}/users
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={home}/mail
}}
""",
    True: """
dovecot_config_version = {version}
dovecot_storage_version = {version}
passdb passwd-file {{
  passwd_file_path = {home}/users
}}
userdb static {{
  fields {{
    uid = nobody
    gid = nogroup
    home = {home}/mail
  }}
}}
""",
}
ANY = """
base_dir = {home}/run
state_dir = {home}/state
listen = 127.0.0.1
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
log_path = {home}/dovecot.log
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


class Daemon(Server):
    """A Dovecot that knows one user; what it does for them, `settings` say, which may depend on whether it is 2.4."""

    def __init__(self, home, user, password, settings):
        self.home, self.log_file, self.process = home, home / "dovecot.log", None
        (home / "users").write_text(f"{user}:{{PLAIN}}{password}::::::\n")
        told = subprocess.run(["/usr/sbin/dovecot", "--version"], capture_output=True, text=True).stdout
        # Debian calls it 2.4.1-4, its configuration 2.4.1.
        version = re.match(r"\d+\.\d+(\.\d+)?", told)[0]
        is_new = tuple(map(int, version.split(".")[:2])) >= (2, 4)
        self.config = home / "dovecot.conf"
        self.config.write_text((USERS[is_new] + ANY).format(home=home, version=version) + settings(is_new))

    def start(self):
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", self.config], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        deadline = time.time() + 20
        while not self.is_up():
            if self.process.poll() is not None or time.time() > deadline:
                self.stop()
                raise RuntimeError(f"Dovecot does not start: {self.log()[-2000:]} {self.process.stderr.read().decode()}")
            time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Dovecot(Daemon):
    name = "Dovecot"

    def __init__(self, home, plain, tls, password):
        home.mkdir()
        home.chmod(0o755)
        certificates(home)
        self.plain, self.tls, self.password = plain, tls, password
        self.maildir = home / "mail" / "Maildir"
        for kind in ("cur", "new", "tmp"):
            (self.maildir / kind).mkdir(parents=True)
        super().__init__(home, USER, password, lambda is_new: self.settings(home, is_new))

    def settings(self, home, is_new):
        if is_new:
            own = f"""
            auth_allow_cleartext = yes
            ssl_server_cert_file = {home}/server.pem
            ssl_server_key_file = {home}/server.key
            mail_driver = maildir
            mail_path = {self.maildir}
            """
        else:
            own = f"""
            disable_plaintext_auth = no
            ssl_cert = <{home}/server.pem
            ssl_key = <{home}/server.key
            mail_location = maildir:{self.maildir}
            """
        return own + f"""
            ssl = yes
            protocols = imap
            mail_max_userip_connections = 100
            namespace inbox {{
              inbox = yes
              separator = /
              mailbox Drafts {{
                special_use = \\Drafts
                auto = create
              }}
              mailbox Sent {{
                special_use = \\Sent
              }}
            }}
            service imap-login {{
              inet_listener imap {{
                port = {self.plain}
              }}
              inet_listener imaps {{
                port = {self.tls}
                ssl = yes
              }}
            }}
        """

    def own_mail(self):
        subprocess.run(["chown", "-R", "nobody:nogroup", self.home / "mail"], check=True)

    def start(self):
        self.own_mail()
        super().start()

    def is_up(self):
        try:
            socket.create_connection(("127.0.0.1", self.plain), 1).close()
        except OSError:
            return False
        return True

    def fill(self, mails):
        """Puts mails into the inbox by their numbers, before the server starts or while it stands."""
        for number, mail in mails.items():
            (self.maildir / "cur" / f"{number:06}.imapcheck:2,").write_bytes(mail)
        self.own_mail()

    def deliver(self, name, mail):
        """Puts a mail into the inbox as a delivery would."""
        unfinished = self.maildir / "tmp" / name
        unfinished.write_bytes(mail)
        os.chmod(unfinished, 0o666)
        subprocess.run(["chown", "nobody:nogroup", unfinished], check=True)
        unfinished.rename(self.maildir / "new" / name)

    def renumber(self, uid_validity):
        """Gives every mail a new UID, as a server does that was restored."""
        self.stop()
        for found in [*self.maildir.glob("dovecot*"), *self.maildir.glob(".*/dovecot*")]:
            found.unlink()
        (self.maildir / "dovecot-uidlist").write_text(f"3 V{uid_validity} N1 G{os.urandom(16).hex()}\n")
        self.start()


class Wire:
    """Passes bytes between statt and a server, writes down statt's commands, and cuts itself where it is told to."""

    def __init__(self, port):
        self.target, self.said, self.cut_after, self.passed = port, [], None, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.open, self.refuses = [], False
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            if self.refuses:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.target))
            self.open.append((client, server))
            threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, target, is_client):
        try:
            while data := source.recv(1 << 16):
                if is_client:
                    self.said.append(data)
                else:
                    self.passed += len(data)
                    if self.cut_after is not None and self.passed > self.cut_after:
                        target.sendall(data[: len(data) // 2])
                        self.cut_after = None
                        break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        for pair in self.open:
            for end in pair:
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
        self.open.clear()

    def commands(self):
        """What was said since the last question."""
        lines = b"".join(self.said).decode(errors="replace").splitlines()
        self.said.clear()
        return lines
