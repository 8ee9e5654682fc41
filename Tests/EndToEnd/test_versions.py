"""An agent of another version: what cannot be read is said by version, and guarding goes on."""

import http.server
import json
import socketserver
import threading
import unittest

from support import Home, hanging_config


class PlayedAgent:
    """Answers on the control socket as an agent of version 9.9.0 whose board nobody here reads."""

    def __init__(self, home, permit):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.reply({"schema": 1, "alive": True, "version": "9.9.0"}
                           if self.path == "/healthz" else {"schema": 99, "board": []})

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.reply(permit)

            do_PUT = do_DELETE = do_POST

            def reply(self, document):
                body = json.dumps(document).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        home.state.mkdir(parents=True, mode=0o700)
        self.server = Server(str(home.state / "agent.sock"), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class VersionTests(unittest.TestCase):
    def play(self, permit):
        self.home = Home(hanging_config(9), STRIPE_SECRET_KEY="sk_test_x", GITHUB_TOKEN="ghp_x")
        self.addCleanup(self.home.remove)
        self.addCleanup(PlayedAgent(self.home, permit).close)

    def guard(self):
        return self.home.run("guard", "stripe", "--", "echo", "it ran")

    def test_an_open_breaker_stops_the_call_although_the_board_cannot_be_read(self):
        """The permits' route alone decides, whatever else the answer holds."""
        self.play({"schema": 99, "state": "open", "why": "forced_open", "zones": [1]})
        ended = self.guard()
        self.assertEqual(ended.returncode, 75, ended.stderr)
        self.assertEqual(ended.stdout, "")

    def test_a_permit_lets_the_call_pass_without_a_word(self):
        """A name that only the newer one knows is skipped."""
        self.play({"schema": 99, "permit": "p1", "state": "permit", "why": "", "zones": [1]})
        ended = self.guard()
        self.assertEqual((ended.returncode, ended.stdout, ended.stderr), (0, "it ran\n", ""))

    def test_an_answer_that_cannot_be_read_is_said_by_version(self):
        """The command runs, as without an agent."""
        self.play({"granted": True})
        ended = self.guard()
        self.assertEqual((ended.returncode, ended.stdout), (0, "it ran\n"))
        self.assertIn("the agent is 9.9.0, this is", ended.stderr)
        self.assertIn("nothing guards this call", ended.stderr)

    def test_a_board_that_cannot_be_read_is_said_by_version(self):
        """Nothing is shown in its place."""
        self.play({})
        for words in (["status"], ["breaker", "audit"],
                      ["breaker", "trip", "stripe", "--for", "5m", "--reason", "x"]):
            ended = self.home.run(*words)
            self.assertNotEqual(ended.returncode, 0)
            self.assertIn("The agent is 9.9.0, this is", ended.stdout + ended.stderr)


if __name__ == "__main__":
    unittest.main()
