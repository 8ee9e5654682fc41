"""Storage trouble: five ways the files can be, each shows its words and still trips; kill -9."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import time
import unittest

from support import HangingServer, Home, Terminal, board, hanging_config, until

ROUNDS = int(os.environ.get("FUSEBOX_KILL_ROUNDS", "20"))


class StoreCase(unittest.TestCase):
    def setUp(self):
        self.server = HangingServer()
        self.home = Home(
            hanging_config(self.server.port), STRIPE_SECRET_KEY="sk_test_x", GITHUB_TOKEN="ghp_x")
        self.addCleanup(self.server.close)
        self.addCleanup(self.home.remove)

    def agent(self):
        process = self.home.start("agent")

        def stop():
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=20)

        self.addCleanup(stop)
        # The socket first: `status` without an agent would take the lock itself.
        until(lambda: (self.home.state / "agent.sock").exists()
              and self.home.run("status", "--format", "json").returncode == 0, 20, "the agent")
        return process

    def trip(self, provider="stripe"):
        return self.home.run(
            "breaker", "trip", provider, "--for", "30m", "--reason", "bad deploy 4411")

    def row(self, provider="stripe"):
        return next(row for row in board(self.home)["providers"] if row["provider"] == provider)


class TroubleTests(StoreCase):
    def assert_shown_and_trips(self, words):
        self.agent()
        shown = until(
            lambda: [s for s in board(self.home).get("stores", []) if words in s["message"]],
            15, f"{words!r} in the board")
        self.assertTrue(shown)
        answer = self.trip()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(self.row()["override"]["kind"], "forced_open")

    def prepare(self):
        """Lets an agent make both files, then stops it."""
        process = self.agent()
        process.terminate()
        process.communicate(timeout=20)

    def test_a_garbage_file(self):
        self.prepare()
        (self.home.state / "fusebox.db").write_bytes(os.urandom(8192))
        for name in ["fusebox.db-wal", "fusebox.db-shm"]:
            (self.home.state / name).unlink(missing_ok=True)
        self.assert_shown_and_trips("not a database")

    def test_a_newer_version_is_left_untouched(self):
        self.prepare()
        path = self.home.state / "fusebox.db"
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA user_version = 9999")
        connection.close()
        self.assert_shown_and_trips("newer")
        connection = sqlite3.connect(path)
        self.assertEqual(connection.execute("PRAGMA user_version").fetchone()[0], 9999)

    def test_a_lock_held_by_another(self):
        self.prepare()
        connection = sqlite3.connect(self.home.state / "fusebox.db", isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        self.addCleanup(connection.close)
        self.assert_shown_and_trips("another process holds it")

    def mounted(self, size):
        self.home.state.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(self.home.state)],
            capture_output=True, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.home.state)], check=False)

    def test_a_full_file_system_of_2_mb(self):
        self.mounted("2m")
        self.prepare()
        filler = self.home.state / "filler"
        with contextlib.suppress(OSError):
            with open(filler, "wb") as file:
                while True:
                    file.write(b"x" * 4096)
                    file.flush()
        self.assert_shown_and_trips("full")
        filler.unlink(missing_ok=True)
        until(lambda: "bad deploy 4411" in self.home.run("breaker", "audit").stdout, 20,
              "the audit once space returned")

    def test_a_read_only_directory(self):
        self.mounted("8m")
        self.prepare()
        subprocess.run(["mount", "-o", "remount,ro", str(self.home.state)], check=True)
        # Nothing can be written there, the socket neither: the screen itself is asked.
        terminal = Terminal(self.home)
        self.addCleanup(terminal.close)
        terminal.read_until("cannot be written")
        terminal.type("T")
        terminal.read_until("stop calls")
        time.sleep(0.4)
        terminal.type("y")
        terminal.read_until("HELD")
        terminal.type("q")
        terminal.wait()


class KillTests(StoreCase):
    def test_kill_9_loses_no_override_and_corrupts_nothing(self):
        for round_number in range(ROUNDS):
            process = self.home.start("agent")
            until(lambda: (self.home.state / "agent.sock").exists(), 20, "the socket")
            reason = f"round {round_number}"
            answer = until(lambda: self.tripped(reason), 20, "a trip")
            self.assertEqual(answer.returncode, 0, answer.stderr)
            process.send_signal(signal.SIGKILL)
            process.communicate(timeout=10)
            for name in ["fusebox.db", "history.db"]:
                connection = sqlite3.connect(self.home.state / name)
                self.assertEqual(
                    connection.execute("PRAGMA integrity_check").fetchone()[0], "ok")
                connection.close()
        self.agent()
        self.assertEqual(self.row()["override"]["reason"], f"round {ROUNDS - 1}")

    def tripped(self, reason):
        answer = self.home.run(
            "breaker", "trip", "stripe", "--for", "30m", "--reason", reason)
        return answer if answer.returncode == 0 else None


if __name__ == "__main__":
    unittest.main()
