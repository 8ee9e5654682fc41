"""Storage trouble: five ways the files can be, each shows its words and still trips."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import time
import unittest

from screen import Terminal
from servers import HangingServer
from support import Home, board, hanging_config, row, stop, until


class TroubleTests(unittest.TestCase):
    def setUp(self):
        self.server = HangingServer()
        self.addCleanup(self.server.close)
        self.home = Home(
            hanging_config(self.server.port), STRIPE_SECRET_KEY="sk_test_x", GITHUB_TOKEN="ghp_x")
        self.addCleanup(self.home.remove)

    def agent(self):
        self.running = self.home.start_agent()
        self.addCleanup(stop, self.running)
        return self.running

    def assert_shown_and_trips(self, words):
        """The board says so, and a trip takes effect all the same."""
        self.agent()
        until(lambda: [s for s in board(self.home).get("stores", []) if words in s["message"]],
              15, lambda: f"{words!r} in {board(self.home).get('stores')}")
        self.assertIn(words, self.home.run("status").stdout)
        answer = self.home.run(
            "breaker", "trip", "stripe", "--for", "30m", "--reason", "bad deploy 4411")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertEqual(row(self.home, "stripe")["override"]["kind"], "forced_open")

    def prepare(self):
        """Lets an agent make both files, then stops it."""
        stop(self.agent())

    def spoil(self, name):
        (self.home.state / name).write_bytes(os.urandom(8192))
        for suffix in ["-wal", "-shm"]:
            (self.home.state / f"{name}{suffix}").unlink(missing_ok=True)

    def test_a_garbage_file_of_overrides(self):
        """The file with holds and audit is not even a database."""
        self.prepare()
        self.spoil("fusebox.db")
        self.assert_shown_and_trips("not a database")

    def test_a_garbage_file_of_history(self):
        """It is set aside, not thrown away."""
        self.prepare()
        self.spoil("history.db")
        garbage = (self.home.state / "history.db").read_bytes()
        self.assert_shown_and_trips("set aside")
        kept = [path.read_bytes() for path in self.home.state.glob("history.db*")]
        self.assertIn(garbage, kept)

    def test_a_newer_version_is_left_untouched(self):
        """Of either file."""
        for name in ["fusebox.db", "history.db"]:
            with self.subTest(file=name):
                self.prepare()
                path = self.home.state / name
                with contextlib.closing(sqlite3.connect(path)) as connection:
                    known = connection.execute("PRAGMA user_version").fetchone()[0]
                    connection.execute("PRAGMA user_version = 9999")
                self.assert_shown_and_trips("newer")
                stop(self.running)
                with contextlib.closing(sqlite3.connect(path)) as connection:
                    self.assertEqual(
                        connection.execute("PRAGMA user_version").fetchone()[0], 9999)
                    connection.execute(f"PRAGMA user_version = {known}")

    def test_a_lock_held_by_another(self):
        """On either file."""
        for name in ["fusebox.db", "history.db"]:
            with self.subTest(file=name):
                self.prepare()
                connection = sqlite3.connect(self.home.state / name, isolation_level=None)
                connection.execute("BEGIN EXCLUSIVE")
                with contextlib.closing(connection):
                    self.assert_shown_and_trips("another process holds it")
                stop(self.running)

    def mounted(self, size):
        self.home.state.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(self.home.state)],
            capture_output=True, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.addCleanup(subprocess.run, ["umount", "-l", str(self.home.state)], check=False)

    def test_a_full_file_system_of_2_mb(self):
        """The trip that could not be written is audited once there is room again."""
        self.mounted("2m")
        self.prepare()
        filler = self.home.state / "filler"
        with contextlib.suppress(OSError), open(filler, "wb") as file:
            while True:
                file.write(b"x" * 4096)
                file.flush()
        self.assert_shown_and_trips("full")
        filler.unlink(missing_ok=True)
        until(lambda: "bad deploy 4411" in self.home.run("breaker", "audit").stdout, 20,
              "the audit once space returned")

    def test_a_read_only_directory(self):
        """Nothing can be written there, the socket neither: the screen itself is asked."""
        self.mounted("8m")
        self.prepare()
        subprocess.run(["mount", "-o", "remount,ro", str(self.home.state)], check=True)
        terminal = Terminal(self.home)
        self.addCleanup(terminal.close)
        terminal.read_until("cannot be written")
        terminal.type("T")
        terminal.read_until("stop calls")

        def is_held():
            # `y` counts from 300 ms after the sheet opened on.
            terminal.type("y")
            terminal.read(0.2)
            return b"HELD" in terminal.output

        until(is_held, 10, "the trip", gap=0.1)
        terminal.type("qq")
        terminal.wait()

    def test_an_agent_in_a_read_only_directory_names_no_socket(self):
        """Neither the agent nor who would ask it says what is not true, and nobody waits."""
        self.mounted("8m")
        self.prepare()
        subprocess.run(["mount", "-o", "remount,ro", str(self.home.state)], check=True)
        agent = self.home.start("agent")
        self.addCleanup(stop, agent)
        line = agent.stderr.readline()
        self.assertIn("no socket: ", line)
        self.assertIn("read-only", line)
        for words in [["status"], ["breaker", "trip", "stripe", "--reason", "r"]]:
            began = time.monotonic()
            ended = self.home.run(*words)
            self.assertLess(time.monotonic() - began, 2)
            self.assertEqual(ended.returncode, 1, ended)
            self.assertIn("no socket there", ended.stderr)

    def test_a_directory_deleted_under_the_agent(self):
        """It says so at a new socket; a trip works, in memory and not audited."""
        self.agent()
        shutil.rmtree(self.home.state)
        until((self.home.state / "agent.sock").exists, 5, "a new socket")

        def told():
            return [s for s in board(self.home)["stores"] if "deleted" in s["message"]]

        until(lambda: len(told()) == 2, 5, lambda: board(self.home)["stores"])
        self.assertIn("deleted while the agent runs", self.home.run("status").stdout)
        answer = self.home.run("breaker", "trip", "stripe", "--reason", "bad deploy 4411")
        self.assertEqual(answer.returncode, 0, answer.stderr)
        self.assertIn("not yet in the audit", answer.stderr)
        self.assertEqual(row(self.home, "stripe")["override"]["kind"], "forced_open")
        self.assertIn(1, [s["unaudited"] for s in told()])

    def test_a_log_or_an_audit_that_cannot_be_read_is_not_an_empty_one(self):
        """Neither file is what each needs; a locked one can be read."""
        self.prepare()
        self.home.run("breaker", "trip", "stripe", "--reason", "bad deploy 4411")
        for name, words, held in [
                ("history.db", ["log"], "bad deploy 4411"),
                ("fusebox.db", ["breaker", "audit"], "bad deploy 4411")]:
            path = self.home.state / name
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("BEGIN EXCLUSIVE")
            with self.subTest(locked=name), contextlib.closing(connection):
                self.assertIn(held, self.home.run(*words).stdout)
            with self.subTest(unreadable=name):
                path.unlink()
                path.mkdir()
                self.assert_refused(words, f"{name}: ")

    def assert_refused(self, words, why):
        ended = self.home.run(*words)
        self.assertEqual((ended.returncode, ended.stdout), (1, ""), ended)
        self.assertIn(why, ended.stderr)


if __name__ == "__main__":
    unittest.main()
