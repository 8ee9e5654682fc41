"""What the end-to-end tests share: the built program, a home of its own, a pty, servers that hang.

Standard library only. Nothing here sleeps to wait for a result: it polls for a condition with a
deadline, and fails with what it saw.
"""

import contextlib
import fcntl
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import termios
import threading
import time
import unittest

PROGRAM = os.environ.get("FUSEBOX", str(pathlib.Path(__file__).parents[2] / ".build/debug/fusebox"))


class Home:
    """A fresh home directory with a configuration, away from whoever runs the tests."""

    def __init__(self, config=None, **variables):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="fusebox-"))
        self.state = self.path / "state" / "fusebox"
        self.environment = {
            "HOME": str(self.path),
            "PATH": os.environ["PATH"],
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": str(self.path / "config"),
            "XDG_STATE_HOME": str(self.path / "state"),
            "XDG_RUNTIME_DIR": str(self.path / "run"),
            "FUSEBOX_ACTOR": "mara",
            **variables,
        }
        if config is not None:
            folder = self.path / "config" / "fusebox"
            folder.mkdir(parents=True)
            (folder / "config.yaml").write_text(config)

    def run(self, *arguments, timeout=60, **options):
        return subprocess.run(
            [PROGRAM, *arguments], env=self.environment, cwd=self.path, text=True,
            capture_output=True, timeout=timeout, **options)

    def start(self, *arguments, **options):
        return subprocess.Popen(
            [PROGRAM, *arguments], env=self.environment, cwd=self.path, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def until(condition, seconds=10, what="the condition"):
    """Polls until `condition()` gives something true; fails loudly after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come within {seconds} s")
        time.sleep(0.02)


class Terminal:
    """A program on a pty of its own, in a session of its own."""

    def __init__(self, home, *arguments, columns=80, rows=24):
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(slave)
        self.slave = slave
        self.output = b""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], env=home.environment, cwd=home.path, stdin=slave,
            stdout=slave, stderr=slave, start_new_session=True, close_fds=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

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

        until(there, seconds, f"{text!r} on the screen")

    def type(self, text):
        os.write(self.master, text.encode())

    def wait(self, seconds=5):
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            self.read(0.02)
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


class HangingServer:
    """Takes every connection and never answers."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.socket.getsockname()[1]
        self.kept = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self):
        with contextlib.suppress(OSError):
            while True:
                self.kept.append(self.socket.accept()[0])

    def close(self):
        self.socket.close()
        for connection in self.kept:
            connection.close()


class RedisServer:
    """A real redis-server on a free port, stopped by process id."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="fusebox-redis-")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--dir", self.folder], stdout=subprocess.DEVNULL)
        until(self._answers, 10, "redis-server")

    def _answers(self):
        return self.command("PING").strip() == "PONG"

    def command(self, *words):
        return subprocess.run(
            ["redis-cli", "-p", str(self.port), *words], capture_output=True, text=True,
            check=False).stdout

    def signal(self, number):
        os.kill(self.process.pid, number)

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def hanging_config(port):
    """GitHub, Stripe and a status page on a server that never answers."""
    return f"""version: 1
profile: test
providers:
  stripe:
    page: http://127.0.0.1:{port}/page
    api: http://127.0.0.1:{port}
    credentials: {{api_key: env:STRIPE_SECRET_KEY}}
  github:
    page: http://127.0.0.1:{port}/page
    api: http://127.0.0.1:{port}
    credentials: {{token: env:GITHUB_TOKEN}}
"""


def board(home):
    """The board as `status` prints it for scripts."""
    answer = home.run("status", "--format", "json")
    return json.loads(answer.stdout)
