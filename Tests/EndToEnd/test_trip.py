"""A trip, by key and from a second process: what stops, what goes on, what is seen and audited.

The demo runs in a real tmux: simulated providers, and the shop "checkout", which asks fusebox
before each call. What the providers were called is counted by the simulator, not by fusebox.
"""

import contextlib
import pathlib
import re
import time
import unittest

from screen import OWN, Terminal
from servers import PlayedProviders
from support import BUILD, IS_RELEASE, Home, board, say, seconds_of, served, stop, until, watch
from tmux import Tmux

QUIET = "name: quiet\nlength: 10m\n"
# On the screen after the trip took effect; from the command's start on as well, but for the debug
# build, whose own start takes long on a busy machine. The benchmark holds the release build to it.
LIMIT = 0.2
FROM_START = LIMIT if IS_RELEASE else 1.0


def control_of(pid):
    """The simulator's control address inside of the demo: the listening port that answers to it."""
    sockets = set()
    for descriptor in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        # One that is closed while the others are looked at is no listening socket.
        with contextlib.suppress(FileNotFoundError):
            found = re.match(r"socket:\[(\d+)\]", str(descriptor.readlink()))
            sockets.update(found.groups() if found else ())
    for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in sockets:
            address = f"http://127.0.0.1:{int(fields[1].split(':')[1], 16)}/_sim/counts"
            try:
                if "stripe" in served(address):
                    return address
            except (OSError, ValueError):
                continue
    return None


def judge(test, where, began, applied, shown):
    """How long a trip took to be seen: from the command's start, and from its effect on."""
    say(f"trip on {where} {(shown - began) * 1000:.0f} ms after the command's start, "
        f"{(shown - applied) * 1000:.0f} ms after it took effect ({BUILD})")
    test.assertLessEqual(shown - applied, LIMIT)
    test.assertLessEqual(shown - began, FROM_START)


class TripTests(unittest.TestCase):
    def setUp(self):
        self.home = Home()
        self.addCleanup(self.home.remove)
        (self.home.path / "quiet.yaml").write_text(QUIET)
        self.tmux = Tmux(self.home, "demo", "--scenario", "quiet.yaml")
        self.addCleanup(self.tmux.close)
        self.control = until(lambda: control_of(self.tmux.pid), 30, "the simulator")
        until(lambda: self.counts()["stripe"]["api"] > 5, 20, "checkout's calls")
        self.folder = next(self.home.path.glob("fusebox-demo-*"))
        for name in ["DEMO_STRIPE", "DEMO_GITHUB", "DEMO_REDIS"]:
            self.home.environment[name] = "redis://127.0.0.1:1"  # Only the demo itself has these.
        self.here = ["--config", str(self.folder / "config.yaml"), "--state", str(self.folder)]

    def counts(self):
        return served(self.control)

    def refusals(self):
        """Calls that checkout did not make, as it logged them."""
        lines = (self.folder / "checkout.log").read_text().splitlines()
        return sum("stripe refused" in line and "charged later" in line for line in lines)

    def press(self, keys, sheet, key, done):
        """Opens a sheet and confirms it once it takes keys: 300 ms after it opened."""
        self.tmux.type(keys)
        self.tmux.read_until(sheet)

        def is_done():
            if sheet in self.tmux.text():
                self.tmux.type(key)
            return done(self.tmux.text())

        until(is_done, 10, f"{keys} {key}", gap=0.1)

    def assert_only_stripes_calls_stop(self):
        """No API call of Stripe at all while its page, all other counts and the refusals grow."""
        # What was in flight when the breaker opened may still arrive.
        until(lambda: self.is_still("stripe"), 10, "the end of Stripe's calls")
        before, refused = self.counts(), self.refusals()

        def others_grew():
            now = self.counts()
            return (now["stripe"]["page"] > before["stripe"]["page"] + 1
                    and now["github"]["api"] > before["github"]["api"] + 5
                    and now["github"]["page"] > before["github"]["page"] + 1
                    and self.refusals() > refused + 10)

        until(others_grew, 30, "growth of all other counts and of the refusals")
        self.assertEqual(self.counts()["stripe"]["api"], before["stripe"]["api"])

    def is_still(self, provider):
        before = self.counts()[provider]["api"]
        time.sleep(0.3)
        return self.counts()[provider]["api"] == before

    def assert_stripes_calls_grow(self):
        before, refused = self.counts()["stripe"]["api"], self.refusals()
        until(lambda: self.counts()["stripe"]["api"] > before + 10, 20, "growth of Stripe's calls")
        self.assertLessEqual(self.refusals(), refused + 1)

    def test_by_key_in_tmux_and_from_a_second_process(self):
        """T y stops Stripe, R y lets it go on, `breaker trip` elsewhere stops it again."""
        self.tmux.type("/stripe", "Enter")
        self.press("T", "stop calls to", "y", lambda text: "HELD" in text)
        self.assert_only_stripes_calls_stop()
        self.press("R", "pass again", "y", lambda text: "HELD" not in text)
        self.assert_stripes_calls_grow()
        began = time.time()
        command = self.home.start(
            "breaker", "trip", "stripe", "--for", "30m", "--reason", "from elsewhere", *self.here)
        until(lambda: "HELD" in self.tmux.text(), 10, "the trip on the screen", gap=0)
        shown = time.time()
        _, errors = command.communicate(timeout=20)
        self.assertEqual(command.returncode, 0, errors)
        newest = self.home.run("breaker", "audit", *self.here).stdout.splitlines()[0]
        judge(self, "tmux's screen", began, seconds_of(newest.split()[0]), shown)
        self.assert_only_stripes_calls_stop()
        self.assert_audited()

    def assert_audited(self):
        audit = self.home.run("breaker", "audit", *self.here).stdout.splitlines()
        actions = [line.split()[2] for line in audit]
        self.assertEqual(actions, ["trip", "reset", "trip"], audit)
        self.assertIn("mara", audit[2])
        self.assertIn("closed → forced_open", audit[2])
        self.assertIn("mara", audit[0])
        self.assertIn("from elsewhere", audit[0])


class AttachedTests(unittest.TestCase):
    """A screen on another process's agent."""

    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        address = self.played.address("github")
        self.home = Home(watch({"github": (address, address + "/page")},
                               interval="status: 1h, probe: 1h, usage: 1h"), KEY_GITHUB="ghp_x")
        self.addCleanup(self.home.remove)
        self.addCleanup(stop, self.home.start_agent())
        until(lambda: self.played.of("/github/rate_limit"), 20, "the first probe")
        self.terminal = Terminal(self.home, columns=120)
        self.addCleanup(self.terminal.close)
        self.terminal.read_until("github")

    def test_a_trip_of_a_third_process_is_on_an_attached_screen_within_200_ms(self):
        """Up to the byte on the terminal of a screen that shows another process's agent."""
        self.terminal.read(0.3)
        self.terminal.output = b""
        began = time.time()
        command = self.home.start("breaker", "trip", "github", "--for", "30m", "--reason", "third")
        until(lambda: self.terminal.read(0.01) is not None and b"HELD" in self.terminal.output,
              10, "HELD on the screen", gap=0)
        shown = time.time()
        self.assertEqual(command.wait(20), 0, command.communicate())
        newest = self.home.run("breaker", "audit").stdout.splitlines()[0]
        judge(self, "an attached screen", began, seconds_of(newest.split()[0]), shown)
        override = board(self.home)["providers"][0]["override"]
        self.assertEqual((override["kind"], override["reason"]), ("forced_open", "third"))

    def test_refresh_by_key_asks_again(self):
        """`r`, however often, keeps its distance and says so; then it calls, long before it is due."""
        before = len(self.played.of("/github/rate_limit"))
        until(lambda: self.terminal.type("r") or self.terminal.read(0.2) is not None
              and len(self.played.of("/github/rate_limit")) > before, 15,
              lambda: f"another call; the screen says {OWN.sub(b'', self.terminal.output[-900:])},")


if __name__ == "__main__":
    unittest.main()
