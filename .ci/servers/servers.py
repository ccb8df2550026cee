"""A Postfix that takes mail over TLS only, from who has logged in only; a Dovecot that decides who has; certificates for both."""
import re, secrets, subprocess

from dovecot import Daemon
from invites import ME
from postfix import Postfix, free_ports

NOBODY = "niemand@firma.example"


def certificate(folder, name, extensions, issuer=None):
    """Makes `name.key` and `name.pem`, signed by the issuer or by itself."""
    lines = "\n".join(extensions)
    (folder / f"{name}.cnf").write_text(f"[req]\ndistinguished_name=dn\nprompt=no\nx509_extensions=v3\n[dn]\nCN={name}\n[v3]\n{lines}\n")
    signer = ["-CA", folder / f"{issuer}.pem", "-CAkey", folder / f"{issuer}.key"] if issuer else []
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-config", folder / f"{name}.cnf", "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem", *signer],
        check=True, capture_output=True)


class LogIn(Daemon):
    """Knows one user, and tells Postfix over a socket whether it is them."""

    def __init__(self, home, password):
        home.mkdir()
        self.socket = home / "auth"
        super().__init__(home, ME, password, self.settings)

    def settings(self, is_new):
        return f"""
        {"log_debug = category=auth" if is_new else "auth_debug = yes"}
        ssl = no
        protocols =
        service auth {{
          unix_listener {self.socket} {{
            mode = 0666
          }}
        }}
        """

    def is_up(self):
        return self.socket.exists()


class Servers:
    """Postfix with a port for each way to be spoken to, Dovecot, and the certificates."""

    def __init__(self, home, program):
        self.program, self.home, self.password, self.wrong = program, home, secrets.token_hex(12), secrets.token_hex(12)
        self.secret_files = {home / "password", home / "dovecot" / "users"}
        (home / "password").write_text(self.password + "\n")
        authority = ["basicConstraints=critical,CA:true", "keyUsage=critical,keyCertSign"]
        certificate(home, "ca", authority)
        certificate(home, "other-ca", authority)
        certificate(home, "server", ["subjectAltName=DNS:localhost,IP:127.0.0.1"], "ca")
        certificate(home, "elsewhere", ["subjectAltName=DNS:mx.elsewhere.example"], "ca")
        kinds = {
            "starttls": [], "tls": ["-o", "smtpd_tls_wrappermode=yes"], "login_only": ["-o", "smtpd_sasl_mechanism_filter=login"],
            "bare": ["-o", "smtpd_tls_security_level=none", "-o", "smtpd_tls_auth_only=no"],
            "elsewhere": ["-o", f"smtpd_tls_chain_files=$config_directory/elsewhere.chain"],
            "elsewhere_tls": ["-o", f"smtpd_tls_chain_files=$config_directory/elsewhere.chain", "-o", "smtpd_tls_wrappermode=yes"],
        }
        self.port = dict(zip(kinds, free_ports(len(kinds))))
        self.dovecot = LogIn(home / "dovecot", self.password)
        self.postfix = Postfix(home, {self.port[kind]: options for kind, options in kinds.items()}, {
            "smtpd_tls_security_level": "encrypt", "smtpd_tls_auth_only": "yes", "smtpd_tls_chain_files": "$config_directory/server.chain",
            "smtpd_sasl_auth_enable": "yes", "smtpd_sasl_type": "dovecot", "smtpd_sasl_path": self.dovecot.socket,
            "smtpd_tls_received_header": "yes", "smtpd_sasl_authenticated_header": "no", "smtpd_error_sleep_time": "0",
            "smtpd_sender_login_maps": f"inline:{{ {ME}={ME} }}", "smtpd_sender_restrictions": "reject_sender_login_mismatch",
            "smtpd_relay_restrictions": "permit_sasl_authenticated, reject",
            "smtpd_recipient_restrictions": "permit_sasl_authenticated, reject",
            "virtual_mailbox_maps": "regexp:$config_directory/mailboxes",
        })
        for name in ("server", "elsewhere"):
            chain = self.postfix.config / f"{name}.chain"
            chain.write_text((home / f"{name}.key").read_text() + (home / f"{name}.pem").read_text())
            chain.chmod(0o600)
        (self.postfix.config / "mailboxes").write_text(f"if !/^{NOBODY}$/\n/^[^@]+@/ in/\nendif\n")

    def start(self):
        self.dovecot.start()
        self.postfix.start()

    def stop(self):
        self.postfix.stop()
        self.dovecot.stop()

    def log_ins(self):
        """How often anybody tried to log in, by Dovecot's word and by Postfix's."""
        self.postfix.settle()
        told = sum(int(count) for count in re.findall(r": disconnect from .* auth=(?:\d+/)?(\d+)", self.postfix.log()))
        return self.dovecot.log().count("client in: AUTH\t"), told
