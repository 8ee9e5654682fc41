"""A provider polled once a minute, with every setting at its default, is open within 90 s.

The worst moment to fail is right after a good answer, when the breaker's window of five is full of
good ones: that is when these servers begin to. GitHub answers 500 then, Stripe takes each call and
never answers.
"""

import re
import threading
import time
import unittest

from servers import PlayedProviders
from support import Home, board, say, seconds_of, stop, until, watch

LIMIT = 90
GOOD = 5


class OpeningTests(unittest.TestCase):
    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        well = self.played.answer
        self.lock = threading.Lock()
        self.probes = {"github": [], "stripe": []}

        def answer(path, number):
            name, _, rest = path.strip("/").partition("/")
            if rest not in ("rate_limit", "v1/balance"):
                return well(path, number)
            with self.lock:
                self.probes[name].append(time.time())
            if number <= GOOD:
                return well(path, number)
            return None if name == "stripe" else (500, {"message": "Server Error"})

        self.played.answer = answer
        addresses = {
            name: (self.played.address(name), self.played.address(name) + "/page")
            for name in ("stripe", "github")}
        # No interval and no breaker setting: only the addresses are another's.
        self.home = Home(watch(addresses, interval=""), KEY_STRIPE="sk_test_x", KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)

    def opened(self):
        """When each breaker opened, as the log tells it."""
        lines = self.home.run("log", "--limit", "1000").stdout.splitlines()
        found = {}
        for line in lines:
            if " → OPEN" in line:
                at, provider = line.split()[:2]
                found.setdefault(provider, seconds_of(at))
        return found

    def states(self):
        return {row["provider"]: row.get("breaker", {}).get("state")
                for row in board(self.home)["providers"]}

    def fill_the_window(self):
        """`breaker probe` makes each next good call now instead of a minute later."""
        for name, times in self.probes.items():
            while len(times) < GOOD:
                before = len(times)
                if before:
                    answer = self.home.run("breaker", "probe", name)
                    self.assertEqual(answer.returncode, 0, answer.stderr)
                until(lambda: len(times) > before, 20, f"a good call of {name}")

    def test_a_provider_polled_once_a_minute_is_open_within_90_s_of_failing(self):
        """From the last good answer to the breaker's opening as `log` tells it, at the defaults."""
        shown = self.home.run("config", "show").stdout
        for key in ["interval.probe", "interval.status"]:
            self.assertRegex(shown, rf"providers\.github\.{re.escape(key)}\s.*\b(1m|60s)\b")
        self.addCleanup(stop, self.home.start_agent())
        self.fill_the_window()
        failing_since = {name: times[GOOD - 1] for name, times in self.probes.items()}
        self.assertEqual(set(self.states().values()), {"closed"})
        until(lambda: len(self.opened()) == 2, LIMIT + 15, "both breakers open", gap=1)
        for name, at in self.opened().items():
            took = at - failing_since[name]
            calls = [round(call - failing_since[name]) for call in self.probes[name][GOOD:]]
            say(f"{name}: open {took:.1f} s after it began to fail, called at {calls} s")
            self.assertLessEqual(took, LIMIT, name)
            # It came from polling once a minute: nothing called before 57 s.
            self.assertGreater(calls[0], 56, name)
            self.assertEqual(self.states()[name], "open")


if __name__ == "__main__":
    unittest.main()
