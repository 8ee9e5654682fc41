"""kill -9 again and again: files stay whole, no override is lost, readings at most of one second.

The provider is played here, and each of its answers carries its own number, which fusebox stores as
the reading's used part: so every stored reading can be matched with the answer that it came from.
"""

import contextlib
import os
import signal
import sqlite3
import time
import unittest

from servers import PlayedProviders
from support import Home, row, say, stop, until, watch

ROUNDS = int(os.environ.get("FUSEBOX_KILL_ROUNDS", "20"))
PATH = "/github/rate_limit"


class KillTests(unittest.TestCase):
    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        addresses = {
            name: (self.played.address(name), self.played.address(name) + "/page")
            for name in ("stripe", "github")}
        self.home = Home(watch(addresses, interval="status: 1s, probe: 1s, usage: 1s"),
                         KEY_STRIPE="sk_test_x", KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)
        self.lost, self.youngest = [], []

    def change(self, number):
        """A trip, a hold or a reset by turns; returns what the stored override then must be."""
        reason = f"round {number}"
        words = [("trip", "--for", "30m"), ("hold", "--for", "15m"), ("reset",)][number % 3]
        answer = self.home.run(
            "breaker", words[0], "stripe", *words[1:], "--reason", reason)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        return row(self.home, "stripe").get("override")

    def stored(self, sql):
        with contextlib.closing(sqlite3.connect(self.home.state / "history.db")) as connection:
            return connection.execute(sql).fetchall()

    def assert_whole(self):
        for name in ["fusebox.db", "history.db"]:
            with contextlib.closing(sqlite3.connect(self.home.state / name)) as connection:
                found = connection.execute("PRAGMA integrity_check").fetchall()
                self.assertEqual(found, [("ok",)], name)

    def judge_readings(self, started, killed):
        """Every answer that was given more than a second before the kill is in the history."""
        kept = {used for used, in self.stored(
            "SELECT json_extract(json, '$.data.used') FROM event WHERE kind = 'meter'"
            " AND json_extract(json, '$.data.meter') = 'core_requests'")}
        given = [(at, number) for at, number in self.played.of(PATH) if at >= started]
        old = [number for at, number in given if at < killed - 1]
        self.assertTrue(old, "no answer is older than a second")
        self.lost += [number for number in old if number not in kept]
        self.youngest += [killed - at for at, number in given if number not in kept]

    def test_kill_9_loses_no_override_corrupts_nothing_and_loses_a_second_at_most(self):
        """Each round: start, compare the override, poll, change it, kill -9 on the answer."""
        override = None
        for number in range(ROUNDS):
            started = time.time()
            agent = self.home.start_agent()
            self.addCleanup(stop, agent)
            self.assertEqual(row(self.home, "stripe").get("override"), override, number)
            # Old enough readings to be judged, and the kill at another moment of the second.
            until(lambda: self.polled_since(started, 1.2 + number % 10 / 10), 20, "readings")
            override = self.change(number)
            killed = time.time()
            agent.send_signal(signal.SIGKILL)
            agent.communicate(timeout=10)
            self.assert_whole()
            self.judge_readings(started, killed)
        say(f"{ROUNDS} kills: {len(self.lost)} readings older than a second lost, "
            f"{len(self.youngest)} younger ones, the oldest "
            f"{max(self.youngest, default=0) * 1000:.0f} ms old")
        self.assertEqual(self.lost, [])
        self.addCleanup(stop, self.home.start_agent())
        self.assertEqual(row(self.home, "stripe").get("override"), override)
        audit = self.home.run("breaker", "audit", "--limit", "1000").stdout
        for number in range(ROUNDS):
            self.assertIn(f": round {number}\n", audit)

    def polled_since(self, started, seconds):
        """The first answer of this round is that old."""
        given = [at for at, _ in self.played.of(PATH) if at >= started]
        return given and time.time() - given[0] > seconds


if __name__ == "__main__":
    unittest.main()
