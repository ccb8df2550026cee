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


class Dovecot(Server):
    name = "Dovecot"

    def __init__(self, home, plain, tls, password):
        home.mkdir()
        home.chmod(0o755)
        certificates(home)
        self.home, self.plain, self.tls, self.password, self.process = home, plain, tls, password, None
        self.config, self.log_file, self.maildir = home / "dovecot.conf", home / "dovecot.log", home / "mail" / "Maildir"
        version = subprocess.run(["/usr/sbin/dovecot", "--version"], capture_output=True, text=True).stdout
        self.is_new = tuple(map(int, re.findall(r"\d+", version)[:2])) >= (2, 4)
        (home / "users").write_text(f"{USER}:{{PLAIN}}{password}::::::\n")
        for kind in ("cur", "new", "tmp"):
            (self.maildir / kind).mkdir(parents=True)
        self.config.write_text(self.settings(version))

    def settings(self, version):
        home = self.home
        number = version.split()[0]
        if self.is_new:
            own = f"""
            dovecot_config_version = {number}
            dovecot_storage_version = {number}
            auth_allow_cleartext = yes
            ssl = yes
            ssl_server_cert_file = {home}/server.pem
            ssl_server_key_file = {home}/server.key
            mail_driver = maildir
            mail_path = {self.maildir}
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
            """
        else:
            own = f"""
            disable_plaintext_auth = no
            ssl = yes
            ssl_cert = <{home}/server.pem
            ssl_key = <{home}/server.key
            mail_location = maildir:{self.maildir}
            passdb {{
              driver = passwd-file
              args = {home}/users
            }}
            userdb {{
              driver = static
              args = uid=nobody gid=nogroup home={home}/mail
            }}
            """
        return own + f"""
            base_dir = {home}/run
            state_dir = {home}/state
            protocols = imap
            listen = 127.0.0.1
            auth_mechanisms = plain login
            mail_max_userip_connections = 100
            first_valid_uid = 1
            log_path = {self.log_file}
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
            service anvil {{
              unix_listener anvil-auth-penalty {{
                mode = 0
              }}
            }}
        """

    def own_mail(self):
        subprocess.run(["chown", "-R", "nobody:nogroup", self.home / "mail"], check=True)

    def start(self):
        self.own_mail()
        self.process = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", self.config], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        deadline = time.time() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.plain), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.time() > deadline:
                    raise RuntimeError(f"Dovecot does not start: {self.log()[-2000:]}")
                time.sleep(0.05)

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

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
