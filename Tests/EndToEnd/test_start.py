"""What an agent finds in the place of its socket, and how commands leave."""
import contextlib
import os
import signal
import socket
import sqlite3
import unittest

from support import Home, stop, until

CONFIG = "version: 1\nproviders: {stripe: }\n"


class StartTests(unittest.TestCase):
    def setUp(self):
        self.home = Home(CONFIG)
        self.addCleanup(self.home.remove)

    def test_a_directory_in_the_socket_s_place_keeps_what_it_holds(self):
        kept = self.home.state / "agent.sock" / "kept"
        kept.parent.mkdir(parents=True)
        kept.write_text("mine")
        agent = self.home.start("agent")
        self.addCleanup(stop, agent)
        until(self.is_without_socket, 20, "the agent's word that it has no socket")
        stop(agent)
        self.assertEqual(kept.read_text(), "mine")

    def is_without_socket(self):
        """The agent has stored that it cannot listen."""
        with contextlib.suppress(sqlite3.OperationalError), contextlib.closing(
                sqlite3.connect(f"file:{self.home.state}/history.db?mode=ro", uri=True)) as file:
            return file.execute(
                "SELECT count(*) FROM event WHERE kind = 'store' AND json LIKE '%agent.sock%'"
            ).fetchone()[0] > 0
        return False

    def test_a_path_too_long_for_a_socket_is_an_error_with_the_way_out(self):
        self.home.environment["XDG_STATE_HOME"] = str(self.home.path / ("long" * 30))
        ended = self.home.run("agent")
        self.assertEqual(ended.returncode, 1)
        self.assertIn("too long for a socket", ended.stderr)
        self.assertIn("--state", ended.stderr)

    def test_a_state_directory_that_cannot_be_is_named_with_the_way_out(self):
        self.home.state.parent.mkdir(parents=True)
        self.home.state.write_text("a file")
        for command in ["agent"], ["breaker", "trip", "stripe", "--reason", "r"]:
            ended = self.home.run(*command)
            self.assertEqual(ended.returncode, 1, ended)
            self.assertIn(str(self.home.state), ended.stderr)
            self.assertNotIn("NSCocoa", ended.stderr)

    def test_without_libcurl_each_call_says_so_and_commands_cannot_ask(self):
        """Its place in the search path holds something else: found, and not to be loaded."""
        agent = self.home.start_agent()
        self.addCleanup(stop, agent)
        folder = self.home.path / "libraries"
        folder.mkdir()
        (folder / "libcurl.so.4").touch()
        self.home.environment["LD_LIBRARY_PATH"] = str(folder)
        trip = self.home.run("breaker", "trip", "stripe", "--reason", "r")
        self.assertEqual(trip.returncode, 1)
        self.assertIn("cannot be asked: no libcurl: libcurl.so.4: ", trip.stderr)
        guarded = self.home.run("guard", "stripe", "--", "echo", "called")
        self.assertEqual((guarded.returncode, guarded.stdout), (0, "called\n"))
        self.assertIn("cannot be asked: no libcurl", guarded.stderr)
        self.assertIn("nothing guards this call", guarded.stderr)
        stop(agent)
        status = self.home.run("status")
        self.assertEqual(status.returncode, 0, status)
        self.assertIn("not sent: no libcurl: libcurl.so.4: ", status.stdout)

    def test_commands_that_only_look_need_no_state(self):
        """A directory that cannot be made, a file in the way: said, and answered all the same."""
        self.home.state.parent.mkdir(parents=True)
        self.home.state.write_text("a file")
        for command, code, word in [
                (["status"], 0, "stripe"), (["status", "--format", "json"], 0, '"stripe"'),
                (["--once"], 0, "stripe"), (["snapshot"], 0, '"schema"'),
                (["check"], 3, "FUSEBOX UNKNOWN: stripe")]:
            ended = self.home.run(*command)
            self.assertEqual(ended.returncode, code, ended)
            self.assertIn(str(self.home.state), ended.stderr)
            self.assertNotIn("NSCocoa", ended.stderr)
            self.assertIn(word, ended.stdout)

    def test_a_dead_redis_is_critical_at_the_first_look(self):
        """Nobody listens there: one look confirms before it answers."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
            self.home.environment["REDIS_URL"] = f"redis://127.0.0.1:{port}"
            ended = self.home.run("check", "--provider", "redis")
        self.assertEqual(ended.returncode, 2, ended)
        self.assertIn("FUSEBOX CRITICAL: redis THEM", ended.stdout)

    def test_what_could_not_be_written_is_no_success(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            process = self.home.start("config", "show", stdout=full)
            self.assertNotEqual(process.wait(20), 0)
            process.communicate()

    def test_a_stopped_agent_holds_no_guarded_command_up(self):
        agent = self.home.start_agent()
        self.addCleanup(stop, agent)
        os.kill(agent.pid, signal.SIGSTOP)
        try:
            ended = self.home.run("guard", "stripe", "--", "echo", "ran", timeout=8)
        finally:
            os.kill(agent.pid, signal.SIGCONT)
        self.assertEqual((ended.returncode, ended.stdout), (0, "ran\n"))
        self.assertIn("nothing guards this call", ended.stderr)


if __name__ == "__main__":
    unittest.main()
