"""A real Redis: its figures, its limiter, and what its silence means."""

import contextlib
import signal
import socket
import subprocess
import time
import unittest

from servers import RedisServer
from support import Home, row, say, seconds_of, stop, until


class RedisCLI:
    """One redis-cli that stays connected, so that asking changes no count."""

    def __init__(self, server):
        self.process = subprocess.Popen(
            **server.cli(stdin=subprocess.PIPE, stdout=subprocess.PIPE))

    def info(self):
        """INFO's figures, as redis-cli prints them."""
        self.process.stdin.write("INFO\nECHO end-of-info\n")
        self.process.stdin.flush()
        figures = {}
        while True:
            line = self.process.stdout.readline()
            if not line or line.strip() == "end-of-info":
                return {name: int(figures[name]) for name in ["used_memory", "connected_clients"]}
            name, _, value = line.strip().partition(":")
            figures[name] = value

    def close(self):
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


class RedisCase(unittest.TestCase):
    interval = 2

    def setUp(self):
        self.redis = RedisServer()
        self.addCleanup(self.redis.close)
        self.home = Home(
            f"""version: 1
profile: test
defaults: {{interval: {{probe: {self.interval}s}}}}
providers:
  redis:
    credentials: {{url: env:REDIS_URL}}
    limiters: [{{prefix: "rl:", window: 15m, max: 100}}]
""",
            REDIS_URL=f"redis://127.0.0.1:{self.redis.port}")
        self.addCleanup(self.home.remove)
        self.addCleanup(stop, self.home.start_agent())
        until(lambda: self.row()["verdict"] == "ok", 20, "ok")

    def row(self):
        return row(self.home, "redis")


class FigureTests(RedisCase):
    def meters(self):
        """Used and measured at, of each meter."""
        return {meter["meter"]: (meter["used"], seconds_of(meter["measured_at"]))
                for meter in self.row()["meters"]}

    def assert_agrees(self, cli):
        """The next reading, at most a poll later, lies within what redis-cli saw around it."""
        changed = time.time()
        seen = [cli.info()]

        def read():
            seen.append(cli.info())
            meters = self.meters()
            seen.append(cli.info())
            return meters if all(at > changed for _, at in meters.values()) else None

        meters = until(read, 20, "a reading after the change")
        (memory, at), (clients, _) = meters["memory"], meters["clients"]
        # ±5 % of jitter, a second for the slot and for this busy machine.
        self.assertLessEqual(at - changed, self.interval * 1.05 + 1)
        memories = [sample["used_memory"] for sample in seen]
        connected = {sample["connected_clients"] for sample in seen}
        say(f"used_memory {memory}, redis-cli {min(memories)} to {max(memories)}; "
            f"clients {clients}, redis-cli {sorted(connected)}")
        # Buffers of connections come and go between two looks: 1 %.
        self.assertGreaterEqual(memory, min(memories) * 0.99)
        self.assertLessEqual(memory, max(memories) * 1.01)
        self.assertIn(clients, connected)

    def test_status_agrees_with_redis_cli_within_one_poll(self):
        """used_memory and connected_clients, before and after both have changed a lot."""
        with contextlib.closing(RedisCLI(self.redis)) as cli:
            until(lambda: self.row()["meters"], 10, "the first reading")
            self.assert_agrees(cli)
            before = cli.info()
            with contextlib.ExitStack() as stack:
                for _ in range(7):
                    stack.enter_context(socket.create_connection(("127.0.0.1", self.redis.port)))
                self.redis.command("SETRANGE", "large", "5000000", "x")
                until(lambda: cli.info()["connected_clients"] == before["connected_clients"] + 7,
                      10, "seven more clients")
                self.assertGreater(cli.info()["used_memory"], 5 * before["used_memory"])
                self.assert_agrees(cli)

    def test_a_client_of_101_hits_is_limited(self):
        """A hundred hits are allowed; the next is over; the address is masked on the screen."""
        for _ in range(100):
            self.redis.command("INCR", "rl:1.2.3.4")
        self.redis.command("PEXPIRE", "rl:1.2.3.4", "900000")
        until(lambda: self.row()["limiters"] and self.row()["limiters"][0]["clients"] == 1, 10,
              lambda: f"a client of a hundred hits in {self.row()}")
        self.assertEqual(self.row()["limiters"][0]["limited"], 0)
        self.redis.command("INCR", "rl:1.2.3.4")
        until(lambda: self.row()["limiters"][0]["limited"] == 1, 10, "one client limited")
        shown = self.home.run("status").stdout
        self.assertIn("1 client limited", shown)
        self.assertNotIn("1.2.3.4", shown)


class SilenceTests(RedisCase):
    # A failed probe is repeated after 10 s, and each waits 3 s for an answer: below 13 s or so an
    # interval is over before its own call is.
    interval = 15

    def polled_at(self):
        return self.row()["last_call"]["at"]

    def test_a_stopped_redis_is_failing_within_two_intervals_and_comes_back(self):
        """SIGSTOP right after a good poll, the worst moment: the kernel goes on taking calls."""
        before = self.polled_at()
        until(lambda: self.polled_at() != before, 30, "a good poll", gap=0.1)
        self.redis.signal(signal.SIGSTOP)
        began = time.time()
        try:
            until(lambda: self.row()["severity"] == "failing", 60,
                  lambda: f"failing in {self.row()}", gap=0.1)
        finally:
            self.redis.signal(signal.SIGCONT)
        took = time.time() - began
        say(f"failing {took:.1f} s after SIGSTOP, polled every {self.interval} s")
        self.assertLessEqual(took, 2 * self.interval)
        until(lambda: self.row()["verdict"] == "ok", 90,
              lambda: f"ok again in {self.row()}", gap=0.2)

    def test_the_row_says_what_a_silent_redis_means(self):
        """A limiter without its store refuses every request: that is on the row."""
        self.redis.signal(signal.SIGSTOP)
        try:
            until(lambda: "limited routes now fail closed" in str(self.row()), 60,
                  lambda: f"what it means in {self.row()}", gap=0.2)
        finally:
            self.redis.signal(signal.SIGCONT)


if __name__ == "__main__":
    unittest.main()
