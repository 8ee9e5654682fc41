"""tmux on a socket of its own: a screen as a person has it, read back as text."""

import secrets
import subprocess

from support import PROGRAM, until


class Tmux:
    """One window that runs the program; nothing of the user's own tmux is read or touched."""

    def __init__(self, home, *arguments, columns=120, rows=40):
        self.name = f"fusebox-{secrets.token_hex(6)}"
        environment = {key: value for key, value in home.environment.items() if key != "TERM"}
        # tmux keeps its socket below this directory, so it goes with the home.
        self.environment = {**environment, "TMUX_TMPDIR": str(home.path)}
        self.folder = home.path
        self.call("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows),
                  PROGRAM, *arguments, ";", "set-option", "-g", "remain-on-exit", "on")
        self.pid = int(self.call("display-message", "-p", "#{pane_pid}"))

    def call(self, *words):
        answer = subprocess.run(
            ["tmux", "-L", self.name, *words], env=self.environment, cwd=self.folder, text=True,
            capture_output=True, timeout=20, check=False)
        if answer.returncode != 0:
            raise AssertionError(f"tmux {words}: {answer.stderr}")
        return answer.stdout

    def text(self):
        """What the window shows now."""
        return self.call("capture-pane", "-p")

    def type(self, *keys):
        self.call("send-keys", *keys)

    def read_until(self, words, seconds=10):
        until(lambda: words in self.text(), seconds,
              lambda: f"{words!r} on the screen\n{self.text()}\n")

    def close(self):
        subprocess.run(["tmux", "-L", self.name, "kill-server"], env=self.environment,
                       capture_output=True, timeout=20, check=False)
