"""A real Redis: its figures, its limiter, and what its silence means."""

import signal
import unittest

from support import Home, RedisServer, board, until


class RedisTests(unittest.TestCase):
    def setUp(self):
        self.redis = RedisServer()
        self.home = Home(
            """version: 1
profile: test
defaults: {interval: {probe: 2s}}
providers:
  redis: {credentials: {url: env:REDIS_URL}, limiters: [{prefix: "rl:", window: 15m, max: 100}]}
""",
            REDIS_URL=f"redis://127.0.0.1:{self.redis.port}")
        self.agent = self.home.start("agent")
        until((self.home.state / "agent.sock").exists, 20, "the socket")

    def tearDown(self):
        self.agent.terminate()
        self.agent.communicate(timeout=10)
        self.redis.close()
        self.home.remove()

    def row(self):
        return next(row for row in board(self.home)["providers"] if row["provider"] == "redis")

    def test_limiter_clients_and_memory_are_those_of_redis(self):
        for _ in range(101):
            self.redis.command("INCR", "rl:1.2.3.4")
        self.redis.command("PEXPIRE", "rl:1.2.3.4", "900000")
        until(lambda: self.row()["limiters"][0]["limited"] == 1, 10, "one client limited")
        self.assertIn("1 client limited", self.home.run("status").stdout)
        used = int(next(
            line.split(":")[1] for line in self.redis.command("INFO", "memory").splitlines()
            if line.startswith("used_memory:")))
        memory = next(meter for meter in self.row()["meters"] if meter["meter"] == "memory")
        self.assertLess(abs(memory["used"] - used) / used, 0.25)

    def test_a_stopped_redis_is_failing_and_comes_back(self):
        until(lambda: self.row()["verdict"] == "ok", 10, "ok")
        self.redis.signal(signal.SIGSTOP)
        try:
            until(lambda: self.row()["severity"] == "failing", 20, "failing")
        finally:
            self.redis.signal(signal.SIGCONT)
        until(lambda: self.row()["verdict"] == "ok", 60, "ok again")


if __name__ == "__main__":
    unittest.main()
