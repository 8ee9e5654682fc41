"""A trip, by key and from a second process: what stops, what goes on, what is audited."""

import json
import re
import time
import unittest
import urllib.request

from support import Home, Terminal, until

QUIET = """name: quiet
length: 10m
"""


class TripTests(unittest.TestCase):
    def setUp(self):
        self.simulation = Home()
        self.addCleanup(self.simulation.remove)
        (self.simulation.path / "quiet.yaml").write_text(QUIET)
        self.simulator = self.simulation.start("simulate", "--scenario", "quiet.yaml")
        self.addCleanup(self.end, self.simulator)
        addresses = {}
        while "control" not in addresses:
            line = self.simulator.stdout.readline()
            self.assertTrue(line, "the simulator ended")
            addresses[line.split()[0]] = re.findall(r"http://\S+", line)
        self.control = addresses["control"][0]
        config = "version: 1\nprofile: test\n"
        config += "defaults: {interval: {status: 1s, probe: 1s, usage: 5s}}\nproviders:\n"
        for provider, key in [("stripe", "api_key"), ("github", "token")]:
            api, page = addresses[provider]
            config += f"  {provider}: {{api: \"{api}\", page: \"{page}\", "
            config += f"interval: {{status: 1s, probe: 1s, usage: 5s}}, "
            config += f"credentials: {{{key}: env:KEY_{provider.upper()}}}}}\n"
        self.home = Home(config, KEY_STRIPE="sk_test_x", KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)
        self.agent = self.home.start("agent")
        self.addCleanup(self.end, self.agent)
        until((self.home.state / "agent.sock").exists, 20, "the socket")
        self.terminal = Terminal(self.home)
        self.addCleanup(self.terminal.close)
        self.terminal.read_until("stripe")
        until(lambda: self.counts()["stripe"]["api"] > 1, 20, "the first probes")

    @staticmethod
    def end(process):
        process.terminate()
        process.communicate(timeout=20)

    def counts(self):
        with urllib.request.urlopen(self.control, timeout=5) as answer:
            return json.load(answer)

    def assert_only_stripes_calls_stop(self):
        """After what is in flight: no API call of Stripe while everything else goes on."""
        before = self.counts()

        def others_grew():
            now = self.counts()
            return (now["stripe"]["page"] > before["stripe"]["page"] + 1
                    and now["github"]["api"] > before["github"]["api"] + 1)

        until(others_grew, 20, "growth of all other counts")
        self.assertLessEqual(self.counts()["stripe"]["api"], before["stripe"]["api"] + 1)

    def assert_stripes_calls_grow(self):
        before = self.counts()["stripe"]["api"]
        until(lambda: self.counts()["stripe"]["api"] > before + 1, 20, "growth of Stripe's calls")

    def test_by_key_and_from_a_second_process(self):
        self.terminal.type("/stripe\r")
        self.terminal.type("T")
        self.terminal.read_until("stop calls to")
        # `y` counts from 300 ms after the sheet opened on.
        until(lambda: self.terminal.read(0.4) is not None and self.pressed_y(), 10, "the trip")
        self.assert_only_stripes_calls_stop()
        answer = self.home.run("breaker", "reset", "stripe", "--reason", "looked at it")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assert_stripes_calls_grow()
        self.terminal.read(0.2)
        self.terminal.output = b""
        answer = self.home.run(
            "breaker", "trip", "stripe", "--for", "30m", "--reason", "second process")
        returned = time.monotonic()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.terminal.read_until("HELD", 5)
        print(f"on screen {max(0, time.monotonic() - returned) * 1000:.0f} ms after the command")
        self.assertLess(time.monotonic() - returned, 0.2)
        audit = self.home.run("breaker", "audit").stdout
        self.assertEqual(audit.count("  trip "), 2, audit)

    def pressed_y(self):
        self.terminal.type("y")
        self.terminal.read(0.3)
        return "forced_open" in self.home.run("breaker", "list").stdout


if __name__ == "__main__":
    unittest.main()
