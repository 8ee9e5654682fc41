"""Servers that the tests play: one that hangs, one that answers as told, a real Redis."""

import contextlib
import http.server
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from support import until


class HangingServer:
    """Takes every connection and never answers."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.socket.getsockname()[1]
        self.kept = []
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self):
        with contextlib.suppress(OSError):
            while True:
                self.kept.append(self.socket.accept()[0])

    def close(self):
        self.socket.close()
        for connection in self.kept:
            connection.close()


class PlayedProviders:
    """Status pages and the APIs of GitHub and Stripe on loopback: /NAME/… and /NAME/page.

    Each API answer of GitHub carries its own number as the used part of its rate limit, so that a
    stored reading can be told from every other. `answer` may be replaced to misbehave.
    """

    # Ids by which fusebox knows these pages behind another host.
    PAGES = {
        "stripe": "played", "github": "kctbh9vrtdwd", "sendgrid": "gpkpyklzq55q",
        "twilio": "gpkpyklzq55q", "segment": "yzw83vcxbysq", "datadog": "1k6wzpspjf99",
        "sentry": "t687h3m0nh65",
    }
    ROWS = [
        ("brv1bkgrwx7q", "API Requests", None), ("4230lsnqdsld", "Webhooks", None),
        ("8l4ygp009s5s", "Git Operations", None), ("87xnt5pfw06t", "SendGrid Mail Sending", None),
        ("mail", "Mail Sending", "87xnt5pfw06t"), ("sms", "SMS, all", None),
        ("voice", "Voice, all", None),
    ]

    def __init__(self):
        self.lock = threading.Lock()
        self.asked = {}  # requests by path
        self.calls = []  # answered: (seconds since 1970, path, number among those of its path)
        played = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # An answer goes out in one piece.
            disable_nagle_algorithm = True

            def do_GET(self):
                played.serve(self)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that is killed or leaves resets its connection: nothing to tell of.
        self.server.handle_error = lambda *_: None
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, request):
        path = request.path.split("?")[0]
        with self.lock:
            number = self.asked[path] = self.asked.get(path, 0) + 1
        reply = self.answer(path, number)
        if reply is None:
            request.close_connection = True
            time.sleep(30)  # A server that hangs; nobody waits for it.
            return
        status, document = reply
        body = json.dumps(document).encode()
        with contextlib.suppress(OSError):
            request.send_response(status)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)
            request.wfile.flush()
        with self.lock:
            self.calls.append((time.time(), path, number))

    def answer(self, path, number):
        """Status and document of an answer; None hangs."""
        name, _, rest = path.strip("/").partition("/")
        if rest == "page":
            return 200, self.page(name)
        if rest == "rate_limit":
            core = {"limit": 10**9, "remaining": 10**9 - number, "used": number,
                    "reset": int(time.time()) + 3000}
            return 200, {"resources": {"core": core}, "rate": core}
        if rest == "v1/balance":
            return 200, {"object": "balance", "livemode": True, "available": [], "pending": []}
        if rest == "v1/payment_intents":
            return 200, {"object": "list", "has_more": False, "data": [], "url": "/" + rest}
        return 404, {"message": "Not Found"}

    def page(self, name):
        rows = [
            {"id": id, "name": row, "status": "operational", "group": id == "87xnt5pfw06t",
             "group_id": group, "position": position, "updated_at": "2026-11-23T10:00:00Z"}
            for position, (id, row, group) in enumerate(self.ROWS)]
        return {
            "page": {"id": self.PAGES[name], "name": name, "url": f"http://127.0.0.1:{self.port}",
                     "time_zone": "Etc/UTC", "updated_at": "2026-11-23T10:00:00Z"},
            "status": {"indicator": "none", "description": "All Systems Operational"},
            "components": rows, "incidents": [], "scheduled_maintenances": []}

    def address(self, name):
        return f"http://127.0.0.1:{self.port}/{name}"

    def of(self, path):
        """Times and numbers of what was answered on a path."""
        with self.lock:
            return [(at, number) for at, served, number in self.calls if served == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class RedisServer:
    """A real redis-server on a free port, stopped by process id."""

    def __init__(self, password=None):
        self.folder = tempfile.mkdtemp(prefix="fusebox-redis-")
        self.password = password
        for _ in range(10):
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
            self.process = subprocess.Popen(
                ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
                 "--dir", self.folder, *(["--requirepass", password] if password else [])],
                stdout=subprocess.DEVNULL)
            # A port that somebody took in between ends that server at once.
            until(lambda: self._answers() or self.process.poll() is not None, 10, "redis-server")
            if self.process.poll() is None:
                return
        raise AssertionError("redis-server found no free port")

    def _answers(self):
        return self.command("PING").strip() == "PONG"

    def cli(self, *words, **options):
        """redis-cli's command line and environment; the password is not on the command line."""
        environment = {**os.environ, **({"REDISCLI_AUTH": self.password} if self.password else {})}
        return dict(args=["redis-cli", "-p", str(self.port), *words], env=environment, text=True,
                    **options)

    def command(self, *words):
        return subprocess.run(
            **self.cli(*words, capture_output=True), check=False, timeout=20).stdout

    def signal(self, number):
        os.kill(self.process.pid, number)

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
