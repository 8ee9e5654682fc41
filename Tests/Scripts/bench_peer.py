"""Debian's prometheus-blackbox-exporter, asked to probe what fusebox probes: what a probe costs there."""

import contextlib
import http.client
import socket
import subprocess
import threading
import time
import urllib.parse

from bench_figures import cpu
from support import until

PROGRAM = "prometheus-blackbox-exporter"
CONFIG = """
modules:
  page: {prober: http, timeout: 5s, http: {preferred_ip_protocol: ip4}}
  port: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4}}
"""


class Blackbox(contextlib.ExitStack):
    """The exporter on a free port of loopback, stopped by process id."""

    def __init__(self, home):
        super().__init__()
        config = home.path / "blackbox.yml"
        config.write_text(CONFIG)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [PROGRAM, f"--config.file={config}", f"--web.listen-address=127.0.0.1:{self.port}",
             "--log.level=error"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.callback(self.end)
        until(self.answers, 10, "the exporter answers")

    def end(self):
        self.process.terminate()
        self.process.wait(10)

    def answers(self):
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", self.port), 1).close() is None
        return False

    def follow(self, target, seconds, done):
        """Probes a target each second, as Prometheus would; counts what succeeded."""
        module = "page" if target.startswith("http") else "port"
        path = "/probe?" + urllib.parse.urlencode({"target": target, "module": module})
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        end = time.monotonic() + seconds
        due = time.monotonic()
        while due < end:
            time.sleep(max(0, due - time.monotonic()))
            due += 1
            link.request("GET", path)
            if b"\nprobe_success 1\n" in link.getresponse().read():
                done.append(target)
        link.close()


def cost_of_a_probe(world, seconds):
    """CPU seconds per 1,000 probes of the targets that fusebox polls in this world, and how many."""
    played = world.played.address
    targets = [played(name) + "/page" for name in world.played.PAGES]
    targets += [played("stripe") + "/v1/balance", played("github") + "/rate_limit",
                f"127.0.0.1:{world.redis.port}"]
    with Blackbox(world.home) as peer:
        done, before = [], cpu(peer.process.pid)
        threads = [threading.Thread(target=peer.follow, args=(target, seconds, done))
                   for target in targets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        used = cpu(peer.process.pid) - before
    return used / len(done) * 1000, len(done)
