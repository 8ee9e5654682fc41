"""The program on a pty of its own, and what it may write there."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time

from support import PROGRAM, until


class Terminal:
    """A program on a pty of its own, in a session of its own."""

    def __init__(self, home, *arguments, columns=80, rows=24):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.output = b""
        told, telling = os.pipe()

        def before_exec():
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            os.write(telling, struct.pack("d", time.monotonic()))

        self.process = subprocess.Popen(
            [PROGRAM, *arguments], env=home.environment, cwd=home.path, stdin=slave,
            stdout=slave, stderr=slave, start_new_session=True, close_fds=True,
            preexec_fn=before_exec)
        # The moment of exec, as the child saw it: our own fork is not the program's.
        self.started, = struct.unpack("d", os.read(told, 8))
        os.close(told)
        os.close(telling)

    def read(self, seconds=0.0):
        """Reads what is there, waiting at most `seconds` for the first byte."""
        got = b""
        wait = seconds
        while select.select([self.master], [], [], wait)[0]:
            try:
                chunk = os.read(self.master, 65536)
            except OSError:
                break
            if not chunk:
                break
            got += chunk
            wait = 0
        self.output += got
        return got

    def read_until(self, text, seconds=10):
        wanted = text.encode()

        def there():
            self.read(0.02)
            return wanted in self.output

        until(there, seconds,
              lambda: f"{text!r} on the screen, whose end is {self.output[-600:]!r},")

    def type(self, text):
        os.write(self.master, text.encode())

    def wait(self, seconds=5):
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            self.read(0.005)
            if time.monotonic() > end:
                raise AssertionError(f"still running after {seconds} s")
        self.read(0.05)
        return self.process.returncode

    def is_restored(self):
        """Alternate screen left, cursor shown, paste mode off, attributes as before."""
        tail = self.output
        screen = tail.rfind(b"\x1b[?1049l") > tail.rfind(b"\x1b[?1049h")
        shown = max(tail.rfind(b"\x1b[?25h"), tail.rfind(b"\x1b[?12l\x1b[?25h"))
        cursor = shown > tail.rfind(b"\x1b[?25l")
        paste = tail.rfind(b"\x1b[?2004l") >= tail.rfind(b"\x1b[?2004h")
        return screen and cursor and paste and termios.tcgetattr(self.slave) == self.before

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)


# What ncurses may send for xterm-256color, and the four modes that fusebox sets itself. Anything
# else that begins with ESC came from outside.
OWN = re.compile(
    rb"\x1b\[\d*(?:;\d*)?[Hf]"  # cursor to a place
    rb"|\x1b\[\d*[ABCDGd`XPML@STbKJ]"  # moves, erases, inserts, repeats
    rb"|\x1b\[\d*;\d*r"  # scroll region
    rb"|\x1b\[[\d;]*m"  # colours and attributes
    rb"|\x1b\[\?(?:1|7|12|12;25|25|1000|1002|1004|1006|1049|2004|2026)[hl]"
    rb"|\x1b\[2[23];0;0t"  # title stack, as smcup and rmcup have it
    rb"|\x1b\[4l|\x1b\[\?1034h|\x1b\(B|\x1b\(0|\x1b\)0|\x1b[=>78M]"
)


def foreign_sequences(output):
    """Every control sequence in `output` that is not the screen's own, with what follows it."""
    foreign = []
    for match in re.finditer(rb"\x1b", output):
        if not OWN.match(output, match.start()):
            foreign.append(output[match.start():match.start() + 40])
    text = output.decode("utf-8", "replace")
    foreign += [text[m.start():m.start() + 20] for m in re.finditer("[\u0080-\u009f]", text)]
    return foreign
