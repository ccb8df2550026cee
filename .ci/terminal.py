"""A terminal of its own for a check: a shell in tmux, what is typed into it, and what its screen shows.

Nothing sleeps for a guessed time: whatever is waited for is a text on the screen, and the wait has an end.
"""
import os, re, shlex, subprocess, sys, time, unicodedata

sys.dont_write_bytecode = True
from postfix import install

PATIENCE = 60  # seconds until what was waited for must be on the screen
PROMPT = re.compile(r"^\[(\d+): (\d+)\] *$", re.M)


def width_of(text):
    """How many columns a text takes."""
    return sum(0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


class Failed(Exception):
    """Something did not show; the screen is part of the message."""


class Terminal:
    """A terminal of so many columns and lines, with a shell in `home` that has these variables and no others."""

    def __init__(self, home, columns, lines, **variables):
        install(tmux="tmux")
        self.columns, self.lines, self.commands = columns, lines, 0
        self.server = ["tmux", "-L", f"statt-{os.getpid()}-{id(self)}", "-f", "/dev/null"]
        # The number of the next command and how the last one ended: what is waited for after each.
        variables = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
            "PS1": r"[\#: $?] ", **variables}
        shell = shlex.join(["env", "-i", "TERM=tmux-256color", *[f"{name}={value}" for name, value in variables.items()],
            "bash", "--norc", "--noprofile"])
        self.tmux("new-session", "-d", "-s", "desk", "-c", str(home), "-x", str(columns), "-y", str(lines), shell)
        self.sees("[1: 0]")

    def close(self):
        subprocess.run([*self.server, "kill-server"], capture_output=True)

    def tmux(self, *words):
        return subprocess.run([*self.server, *words], check=True, capture_output=True, text=True, timeout=PATIENCE).stdout

    def screen(self, colors=False):
        """What is to be seen, line by line; with colours, with the sequences that make them."""
        return self.tmux("capture-pane", "-p", "-t", "desk", *(["-e", "-N"] if colors else []))

    def output(self):
        """What was printed since the screen was cleared, long lines in one piece."""
        return self.tmux("capture-pane", "-p", "-J", "-S", "-", "-t", "desk")

    def wait(self, wanted, what, look=None):
        """Waits until `wanted` is content with what is to be seen; gives that."""
        look, deadline = look or self.screen, time.monotonic() + PATIENCE
        while True:
            seen = look()
            if wanted(seen):
                return seen
            if time.monotonic() > deadline:
                raise Failed(f"{what}; there is:\n{seen}")
            time.sleep(0.05)

    def sees(self, *texts):
        """Waits until all these texts are on the screen at once."""
        return self.wait(lambda seen: all(text in seen for text in texts), f"the screen does not show {texts}")

    def keys(self, *keys):
        """Presses keys, named as tmux names them."""
        self.tmux("send-keys", "-t", "desk", *keys)

    def types(self, text):
        """Types a text as it is."""
        self.tmux("send-keys", "-t", "desk", "-l", "--", text)

    def start(self, command):
        """Types a command at the prompt of an empty screen."""
        self.keys("C-l")
        self.wait(lambda seen: seen.strip() == self.prompt(seen), "the screen is not cleared")
        self.tmux("clear-history", "-t", "desk")
        self.commands += 1
        self.types(command)
        self.keys("Enter")

    def prompt(self, seen):
        found = PROMPT.search(seen)
        return found[0].strip() if found else None

    def ended(self, status=0):
        """Waits until the command is over, and gives what it printed; another status than this one is a failure."""
        def is_over(seen):
            return any(int(number) == self.commands + 1 for number, _ in PROMPT.findall(seen))
        seen = self.wait(is_over, "the command does not end", self.output)
        *_, (_, how) = PROMPT.findall(seen)
        if int(how) != status:
            raise Failed(f"the command ended with {how} and not with {status}; there is:\n{seen}")
        return seen

    def run(self, command, status=0):
        self.start(command)
        return self.ended(status)
