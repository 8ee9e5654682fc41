"""Hostile providers: no key and no escape sequence reaches the screen, a file or an export.

For FUSEBOX_HOSTILE_SECONDS (60) the shipped hostile scenario plays GitHub and Stripe, further
status pages send sequences that no program of ours ever writes, and a Redis has hostile keys.
Every secret is a LEAKME value, from a variable, a file and a credentials directory. A screen goes
through all its views meanwhile, and every command that prints or exports is run again and again.
"""

import json
import os
import re
import stat
import time
import unittest

import hostile
from screen import OWN, Terminal, foreign_sequences
from servers import PlayedProviders, RedisServer
from support import CREDENTIALS, Home, Simulation, ask, say, stop, until

SECONDS = float(os.environ.get("FUSEBOX_HOSTILE_SECONDS", "60"))
PRINTED = [
    ("status",), ("status", "--format", "json"), ("snapshot",), ("snapshot", "--format", "csv"),
    ("log", "--limit", "1000"), ("breaker", "list"), ("breaker", "audit"), ("check",),
    ("config", "show"), ("config", "check"), ("--once",), ("--plain",),
    ("guard", "stripe", "--", "true"),
]
# Keys, and words that only that view or sheet shows. Rows move while they change: the filter, not
# a place in the list, finds a provider whose API is called.
VIEWS = [
    ("/stripe\r", "stripe"), ("\r", "judged"), ("jjj\x04\x15G", ""), ("\x1b", ""), ("\x1b", ""),
    ("/github\r", "github"), ("\r", "judged"), ("\x1b", ""), ("\x1b", ""),
    ("?", "small letters look"), ("G", "the marks"), ("\x1b", ""), ("T", "stop calls to"),
    ("\x1b", ""), ("H", "every call, fusebox's"), ("\x1b", ""), ("P", "one call"), ("\x1b", ""),
    ("e", "write the board"), ("j", ".json"), ("e", "write the board"), ("c", ".csv"),
    # Nothing is under way whose answer could take the place of these words.
    ("y", "copied"), ("/cmd\r", "cmd"), ("\x1b", ""), ("p", ""), ("p", ""), ("r", ""), ("n", ""),
    ("j", ""), ("\x1b[200~\x1b]52;c;cGFzdGVk\x07\x1b[201~", ""),
]


class SecretTests(unittest.TestCase):
    def setUp(self):
        self.simulation = Simulation("hostile")
        self.addCleanup(self.simulation.close)
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        plain = self.played.page
        self.played.page = lambda name: hostile.page(plain(name))
        self.redis = RedisServer(password=f"{hostile.MARK}redis")
        self.addCleanup(self.redis.close)
        self.redis.command("SET", f"rl:203.0.113.7{hostile.EVERYTHING.replace(chr(0), '')}", "5000")
        self.secrets = {}
        self.home = Home(self.config())
        self.addCleanup(self.home.remove)
        self.place_secrets()
        self.complaints, self.seen = [], ""
        errors = open(self.home.path / "agent.err", "wb")
        self.addCleanup(errors.close)
        self.agent = self.home.start_agent(stderr=errors, stdout=errors)
        self.addCleanup(stop, self.agent)

    def config(self):
        """Every provider, each credential by one of the three ways, each page on loopback."""
        usage = {"stripe": ", usage: 2s"}
        lines = ["version: 1", "profile: test", "providers:"]
        for name in dict.fromkeys(provider for provider, _ in CREDENTIALS):
            lines.append(f"  {name}:")
            if name in self.simulation.addresses:
                api, page = self.simulation.addresses[name]
                lines += [f'    page: "{page}"', f'    api: "{api}"',
                          f"    interval: {{status: 1s, probe: 1s{usage.get(name, '')}}}"]
            elif name in self.played.PAGES:
                lines += [f'    page: "{self.played.address(name)}/page"',
                          "    interval: {status: 1s}"]
            if name == "redis":
                lines += ['    limiters: [{prefix: "rl:", window: 15m, max: 100}]',
                          "    interval: {probe: 1s}"]
            fields = [field for provider, field in CREDENTIALS if provider == name]
            ways = {"stripe": "file:{home}/stripe.key", "github": "cred:github"}
            ref = [f"{f}: {ways.get(name, 'env:' + CREDENTIALS[name, f])}" for f in fields]
            lines.append(f"    credentials: {{{', '.join(ref)}}}")
        return "\n".join(lines) + "\n"

    def place_secrets(self):
        file = self.home.path / "config/fusebox/config.yaml"
        file.write_text(file.read_text().replace("{home}", str(self.home.path)))
        for number, name in enumerate(sorted(set(CREDENTIALS.values()))):
            self.secrets[name] = f"{hostile.MARK}{number}{name.lower()}"
        self.secrets["REDIS_URL"] = f"redis://:{self.redis.password}@127.0.0.1:{self.redis.port}"
        self.secrets["STRIPE_SECRET_KEY"] = f"sk_live_{hostile.MARK}stripe"
        self.secrets["GITHUB_TOKEN"] = f"ghp_{hostile.MARK}github"
        self.home.environment.update(self.secrets)
        for name in ["STRIPE_SECRET_KEY", "GITHUB_TOKEN"]:
            del self.home.environment[name]
        for path, name in [("stripe.key", "STRIPE_SECRET_KEY"), ("kept/github", "GITHUB_TOKEN")]:
            kept = self.home.path / path
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(self.secrets[name] + "\n")
            kept.chmod(0o600)
        self.home.environment["CREDENTIALS_DIRECTORY"] = str(self.home.path / "kept")

    def take(self, name, text, check=hostile.text_complaints):
        """Judges one sink, and keeps its words to prove that there was something to see."""
        self.complaints += hostile.secrets_in(name, text.encode(), self.secrets.values())
        self.complaints += check(name, text)
        self.seen += text

    def print_everything(self):
        for arguments in PRINTED:
            answer = self.home.run(*arguments)
            name = " ".join(arguments)
            is_json = name in ("snapshot", "status --format json")
            is_csv = name.endswith("csv")
            self.take(name, answer.stdout, hostile.json_complaints if is_json else
                      hostile.csv_complaints if is_csv else hostile.text_complaints)
            self.take(f"{name}, errors", answer.stderr)
        for route in ["board", "changes?limit=1000", "audit"]:
            self.take(route, ask(self.home, "GET", f"/v1/{route}"), hostile.json_complaints)

    def speak_as_others(self):
        """An application and a person that hand on what a provider told them."""
        words = hostile.FORMULAS[0] + hostile.EVERYTHING
        reply = json.loads(ask(self.home, "POST", "/v1/permits", {
            "schema": 1, "provider": "github", "client": "shop" + words}))
        if "permit" in reply and reply["permit"]:
            ask(self.home, "PUT", f"/v1/permits/{reply['permit']}", {
                "schema": 1, "outcome": "server", "milliseconds": 5, "words": "said " + words})
        reason = "handed on " + words.replace("\x00", "")
        self.home.run("breaker", "trip", "github", "--for", "5m", "--reason", reason)
        self.home.run("breaker", "reset", "github", "--reason", reason)

    def look_around(self, terminal, number):
        """One view after the other; the words of each must come."""
        for keys, words in VIEWS:
            terminal.type(keys)
            if number == 0 and words:
                until(lambda: words in repainted(terminal), 15,
                      lambda: f"{words!r} after {keys!r} on {repainted(terminal)!r}", 0.2)
            # An escape key is one by what does not follow it.
            until(lambda: not terminal.read(0.1), 10, "a screen that stands still")

    def test_nothing_of_it_gets_out(self):
        """No LEAKME, no foreign sequence, no formula in any sink after the whole time."""
        end = time.monotonic() + SECONDS
        terminal = Terminal(self.home, columns=160, rows=50)
        self.addCleanup(terminal.close)
        terminal.read_until("stripe")
        terminal.read_until("cmd", 20)
        rounds = 0
        while rounds < 2 or time.monotonic() < end:
            self.look_around(terminal, rounds)
            self.speak_as_others()
            self.print_everything()
            rounds += 1
        terminal.type("qq")
        terminal.wait(10)
        stop(self.agent)
        self.judge_screen(terminal.output)
        self.judge_files()
        self.assertEqual(self.complaints, [])
        self.assert_it_was_there()
        say(f"{rounds} rounds in {SECONDS:.0f} s, {len(terminal.output)} screen bytes")

    def judge_screen(self, output):
        self.complaints += hostile.secrets_in("screen", output, self.secrets.values())
        # `y` copies through OSC 52: what it copies is a text that others will read.
        for copied in re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x1b\\", output):
            self.take("copied", hostile.base64.b64decode(copied).decode())
        rest = re.sub(rb"\x1b\]52;c;[A-Za-z0-9+/=]*\x1b\\", b"", output)
        self.complaints += [f"screen: {found!r}" for found in foreign_sequences(rest)]
        text = OWN.sub(b"", rest).replace(b"\r", b"").replace(b"\x08", b"").replace(b"\x07", b"")
        self.complaints += hostile.text_complaints("screen", text.decode("utf-8", "replace"))

    def judge_files(self):
        exports = [path for path in self.home.path.glob("*usage*.*")]
        self.assertTrue({path.suffix for path in exports} >= {".json", ".csv"}, exports)
        for path in exports:
            is_csv = path.suffix == ".csv"
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
            self.take(path.name, path.read_text(),
                      hostile.csv_complaints if is_csv else hostile.json_complaints)
        self.take("the agent's errors", (self.home.path / "agent.err").read_text())
        files = [path for path in self.home.state.rglob("*") if path.is_file()]
        for path in files:
            self.complaints += hostile.secrets_in(
                path.name, path.read_bytes(), self.secrets.values())
        for name in ["fusebox.db", "history.db"]:
            found, texts = hostile.database_complaints(self.home.state / name)
            self.complaints += found
            self.assertGreater(texts, 10, name)

    def assert_it_was_there(self):
        """The hostile texts and the echoed key had been read: what is clean is not merely empty."""
        counts = self.simulation.counts()
        self.assertGreater(counts["stripe"]["api"], 2, counts)
        self.assertGreater(counts["github"]["api"], 2, counts)
        for words in ["Outage", "calc", "handed on"]:
            self.assertIn(words, self.seen)


def repainted(terminal):
    """The words on the whole screen: ctrl-l paints it anew."""
    terminal.read(0.1)
    shown = len(terminal.output)
    terminal.type("\x0c")
    end, before = time.monotonic() + 1.5, -1
    # A frame comes in parts: until none follows.
    while len(terminal.output) != before and time.monotonic() < end:
        before = len(terminal.output)
        terminal.read(0.3)
    return OWN.sub(b"", terminal.output[shown:]).decode("utf-8", "replace")


if __name__ == "__main__":
    unittest.main()
