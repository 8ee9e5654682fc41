"""What the end-to-end tests share: the built program and a home of its own.

Standard library only. Nothing here sleeps to wait for a result: it polls for a condition with a
deadline, and fails with what it saw.
"""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ.get("FUSEBOX", str(pathlib.Path(__file__).parents[2] / ".build/debug/fusebox"))
IS_RELEASE = "/release/" in str(pathlib.Path(PROGRAM).resolve())
BUILD = "release build" if IS_RELEASE else "debug build"

# The variables in which credentials are looked for, by provider and field of the configuration.
CREDENTIALS = {
    ("stripe", "api_key"): "STRIPE_SECRET_KEY",
    ("sendgrid", "api_key"): "SENDGRID_API_KEY",
    ("auth0", "client_secret"): "AUTH0_CLIENT_SECRET",
    ("ga4", "service_account"): "GOOGLE_APPLICATION_CREDENTIALS",
    ("segment", "write_key"): "SEGMENT_WRITE_KEY",
    ("s3", "secret_access_key"): "AWS_SECRET_ACCESS_KEY",
    ("cloudfront", "secret_access_key"): "AWS_SECRET_ACCESS_KEY",
    ("twilio", "auth_token"): "TWILIO_AUTH_TOKEN",
    ("fcm", "service_account"): "GOOGLE_APPLICATION_CREDENTIALS",
    ("algolia", "api_key"): "ALGOLIA_ADMIN_KEY",
    ("datadog", "api_key"): "DD_API_KEY",
    ("datadog", "app_key"): "DD_APP_KEY",
    ("sentry", "auth_token"): "SENTRY_AUTH_TOKEN",
    ("github", "token"): "GITHUB_TOKEN",
    ("redis", "url"): "REDIS_URL",
}


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
            "TMPDIR": str(self.path),
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
        """Runs the program to its end."""
        return subprocess.run(
            [PROGRAM, *arguments], env=self.environment, cwd=self.path, text=True,
            capture_output=True, timeout=timeout, check=False, **options)

    def start(self, *arguments, before=(), **options):
        """Starts the program, behind the words of `before` if there are any."""
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.Popen(
            [*before, PROGRAM, *arguments], env=self.environment, cwd=self.path, text=True,
            stdin=subprocess.DEVNULL, **streams)

    def start_agent(self, **options):
        """Starts a headless agent; returns when its socket is there."""
        process = self.start("agent", **options)
        until(lambda: self.is_answering(process), 30, "the agent's socket")
        return process

    def is_answering(self, process):
        if process.poll() is not None:
            raise AssertionError(f"the agent ended: {process.communicate()}")
        return (self.state / "agent.sock").exists()

    def remove(self):
        shutil.rmtree(self.path, ignore_errors=True)


def stop(process, number=signal.SIGTERM, seconds=20):
    """Ends a process that this test started; returns what it had left to say."""
    if process.poll() is None:
        process.send_signal(number)
    try:
        return process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError(f"{process.args} did not end within {seconds} s") from None


def until(condition, seconds=10, what="the condition", gap=0.02):
    """Polls until `condition()` gives something true; fails loudly after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            words = what() if callable(what) else what
            raise AssertionError(f"{words} did not come within {seconds} s")
        time.sleep(gap)


def say(words):
    """A figure worth reading, beside the test's own line."""
    print(words, file=sys.stderr, flush=True)


def board(home):
    """The board as `status` prints it for scripts."""
    answer = home.run("status", "--format", "json")
    try:
        return json.loads(answer.stdout)
    except ValueError:
        raise AssertionError(f"status printed {answer.stdout!r} {answer.stderr!r}") from None


def ask(home, method, path, document=None, whole=True):
    """One request on the control socket; its body, or without `whole` only that it began."""
    body = b"" if document is None else json.dumps(document).encode()
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(10)
        link.connect(str(home.state / "agent.sock"))
        head = f"{method} {path} HTTP/1.1\r\nHost: fusebox\r\nConnection: close\r\n"
        link.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        if not whole:
            return link.recv(64).decode()
        answer = b"".join(iter(lambda: link.recv(65536), b""))
    return answer.split(b"\r\n\r\n", 1)[1].decode()


def row(home, provider):
    """One provider's part of the board."""
    return next(row for row in board(home)["providers"] if row["provider"] == provider)


def seconds_of(time_text):
    """An RFC 3339 time in seconds since 1970."""
    from datetime import datetime

    return datetime.fromisoformat(time_text.replace("Z", "+00:00")).timestamp()


def watch(addresses, interval="status: 1s, probe: 1s, usage: 2s", defaults="", redis=False):
    """A configuration for simulated providers: name to (api, page)."""
    keys = {"stripe": "api_key", "github": "token"}
    config = f"version: 1\nprofile: test\n{defaults}providers:\n"
    for provider, (api, page) in addresses.items():
        config += f"  {provider}:\n    page: \"{page}\"\n    api: \"{api}\"\n"
        # GitHub's meters come with its probe: it takes no interval of their own.
        mine = re.sub(r", usage: \w+", "", interval) if provider == "github" else interval
        config += f"    interval: {{{mine}}}\n" if mine else ""
        config += f"    credentials: {{{keys[provider]}: env:KEY_{provider.upper()}}}\n"
    if redis:
        config += "  redis:\n    credentials: {url: env:KEY_REDIS}\n"
        config += "    limiters: [{prefix: \"rl:\", window: 15m, max: 100}]\n"
        config += "    interval: {probe: 1s}\n"
    return config


def hanging_config(port):
    """GitHub and Stripe, pages and APIs, on a server that never answers."""
    page, api = f"http://127.0.0.1:{port}/page", f"http://127.0.0.1:{port}"
    return watch({name: (api, page) for name in ("stripe", "github")}, interval="").replace(
        "KEY_STRIPE", "STRIPE_SECRET_KEY").replace("KEY_GITHUB", "GITHUB_TOKEN")


class Simulation:
    """`fusebox simulate` with a scenario, shipped or written out here."""

    def __init__(self, scenario, text=None):
        self.home = Home()
        if text is not None:
            (self.home.path / scenario).write_text(text)
        self.process = self.home.start("simulate", "--scenario", scenario)
        found = {}
        while "control" not in found:
            line = self.process.stdout.readline()
            if not line:
                raise AssertionError(f"the simulator ended: {self.process.communicate()}")
            found[line.split()[0]] = re.findall(r"http://\S+", line)
        self.control = found.pop("control")[0]
        self.addresses = found

    def counts(self):
        return served(self.control)

    def close(self):
        stop(self.process)
        self.home.remove()


def served(control):
    """Requests that each simulated provider got, as the simulator's control address tells."""
    import urllib.request

    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(control, timeout=5) as answer:
        return json.load(answer)
