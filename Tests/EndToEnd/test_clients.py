"""Screens and applications that come and go do not stop the agent."""

import json
import socket
import threading
import time
import unittest

from servers import PlayedProviders
from support import Home, ask, say, stop, until, watch

SECONDS = 10
ACTOR = {"name": "mara", "nameSource": "FUSEBOX_ACTOR", "uid": 0, "tty": "", "sshClient": ""}
PROBE = {"schema": 1, "command": {
    "kind": "probe", "provider": "github", "actor": ACTOR, "reason": "again"}}


class ClientTests(unittest.TestCase):
    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        address = self.played.address("github")
        self.home = Home(watch({"github": (address, address + "/page")}), KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)
        self.agent = self.home.start_agent()
        self.addCleanup(self.end)
        self.trouble, self.done = [], {"followed": 0, "guarded": 0}

    def end(self):
        if self.agent.poll() is None and self.trouble:
            self.agent.kill()  # It may not be able to end by itself.
        stop(self.agent)

    def work(self, kind, one):
        """Does it again and again until the time is over or anybody had trouble."""
        end = time.monotonic() + SECONDS
        try:
            while time.monotonic() < end and not self.trouble:
                one()
                self.done[kind] += 1
        except (OSError, ValueError, KeyError, AssertionError) as error:
            self.trouble.append(f"{kind}: {error!r}")

    def follow(self):
        """A screen attaches and leaves as soon as the stream of events began."""
        self.assertIn("200", ask(self.home, "GET", "/v1/events", whole=False))

    def guard(self):
        """An application asks, reports, and makes the agent call: each publishes events."""
        wish = {"schema": 1, "provider": "github", "client": "shop"}
        permit = json.loads(ask(self.home, "POST", "/v1/permits", wish))["permit"]
        ask(self.home, "PUT", f"/v1/permits/{permit}",
            {"schema": 1, "outcome": "success", "milliseconds": 1})
        self.assertIn("schema", ask(self.home, "POST", "/v1/breakers/github/probe", PROBE))

    def test_guard_says_why_a_call_is_not_counted(self):
        """A thousand permits that nobody reports are the caller's own limit: it still calls."""
        wish = {"schema": 1, "provider": "github", "client": "guard"}
        for _ in range(1000):
            self.assertIn("permit", ask(self.home, "POST", "/v1/permits", wish))
        ended = self.home.run("guard", "github", "--", "echo", "ran")
        self.assertEqual((ended.returncode, ended.stdout), (0, "ran\n"))
        self.assertIn("this call is not counted: too many calls of guard are open", ended.stderr)

    def connect(self, text):
        """An application's connection that stays, and what it said on it."""
        link = socket.socket(socket.AF_UNIX)
        self.addCleanup(link.close)
        link.settimeout(10)
        link.connect(str(self.home.state / "agent.sock"))
        link.sendall(text.encode())
        return link

    def test_a_person_trips_whatever_applications_hold(self):
        """Pools, half requests, followers and who takes no answer: none keeps a person out."""
        head = "HTTP/1.1\r\nHost: x\r\n"
        crowd = {
            "a pool": f"GET /healthz {head}\r\n",
            "half a command": f"POST /v1/breakers/github/trip {head}Content-Length: 9\r\n\r\nab",
            "half a head": "GET /v1/bo",
            "followers": f"GET /v1/events {head}\r\n",
            "who takes no answer": f"GET /v1/board {head}\r\n" * 200,
        }
        for kind, text in crowd.items():
            # A person is to find no place taken; those who want many boards cost time besides.
            number = 50 if text.startswith("GET /v1/board") else 150
            held = [self.connect(text) for _ in range(number)]
            for command in ("reset", "trip"):
                ended = self.home.run("breaker", command, "github", "--reason", kind)
                self.assertEqual((kind, ended.returncode), (kind, 0), ended.stderr)
            guarded = self.home.run("guard", "github", "--", "echo", "ran")
            self.assertIn("forced_open", guarded.stderr, kind)
            screen = ask(self.home, "GET", "/v1/events?for=screen", whole=False)
            self.assertIn(" 200 ", screen, kind)
            if kind == "followers":
                told = [link.recv(20) for link in held]
                self.assertEqual({line[:12] for line in told}, {b"HTTP/1.1 200", b"HTTP/1.1 503"})

    def test_streams_that_end_while_events_are_published_do_not_stop_the_agent(self):
        """Every request is answered in time, and so is the end."""
        until(lambda: self.played.of("/github/rate_limit"), 20, "the first probe")
        threads = [threading.Thread(target=self.work, args=("followed", self.follow))
                   for _ in range(3)]
        threads += [threading.Thread(target=self.work, args=("guarded", self.guard))
                    for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        say(f"{self.done['followed']} streams and {self.done['guarded']} guarded calls")
        self.assertEqual(self.trouble, [])
        before = len(self.played.of("/github/rate_limit"))
        until(lambda: len(self.played.of("/github/rate_limit")) > before, 5, "the next probe")
        stop(self.agent, seconds=10)
        self.assertEqual(self.agent.returncode, 0)


if __name__ == "__main__":
    unittest.main()
