"""What the program is measured against: fourteen providers on loopback, well, hanging or gone."""

import contextlib
import random
import socket
import subprocess
import threading

from servers import HangingServer, PlayedProviders, RedisServer
from support import Home

KEYS = {"STRIPE_SECRET_KEY": "sk_test_x", "GITHUB_TOKEN": "ghp_x"}
NAMES = ["stripe", "sendgrid", "auth0", "ga4", "segment", "s3", "cloudfront", "twilio", "fcm",
         "algolia", "datadog", "sentry", "github", "redis"]


def config(pages, apis, interval=None):
    """All fourteen; those in `pages` and `apis` are called there, the others cannot be read yet."""
    lines = ["version: 1", "profile: bench"]
    if interval:
        lines.append(f"defaults: {{interval: {{status: {interval}s, probe: {interval}s, "
                     f"usage: {interval}s}}}}")
    lines.append("providers:")
    for name in NAMES:
        lines.append(f"  {name}:")
        lines += [f'    page: "{pages[name]}"'] if name in pages else []
        lines += [f'    api: "{apis[name]}"'] if name in apis else []
    return "\n".join(lines) + "\n"


class World(contextlib.ExitStack):
    """Servers, a home whose configuration points at them, and the slots polled there."""

    def __init__(self, interval=None, hang_all=False, black_holes=False):
        super().__init__()
        self.played, self.hanging, self.redis = PlayedProviders(), HangingServer(), RedisServer()
        for server in (self.played, self.hanging, self.redis):
            self.callback(server.close)
        hole = f"http://127.0.0.1:{self.hanging.port}"
        pages = {name: self.played.address(name) + "/page" for name in PlayedProviders.PAGES}
        apis = {name: self.played.address(name) for name in ("stripe", "github")}
        redis = self.redis.port
        if hang_all:
            pages, apis = dict.fromkeys(pages, hole), dict.fromkeys(apis, hole)
            redis = self.hanging.port
        if black_holes:
            pages["sentry"], apis["github"] = hole, hole
            pages["segment"] = "https://status.segment.invalid/api/v2/summary.json"
        self.healthy = [("page", name, None) for name, url in pages.items()
                        if url.startswith(self.played.address(""))]
        self.healthy += [("call", name, "probe") for name, url in apis.items() if url != hole]
        self.healthy += [("call", "redis", "probe"), ("call", "stripe", "usage")]
        self.slots = len(pages) + len(apis) + 2
        self.home = Home(config(pages, apis, interval), **KEYS,
                         REDIS_URL=f"redis://127.0.0.1:{redis}")
        self.callback(self.home.remove)


class SilentResolver:
    """A name server on loopback that takes every question and answers none.

    Port 53 is where the C library asks; the address is one of sixteen million of loopback. The
    program sees it through a mount namespace of its own, for which this must run as root.
    """

    def __init__(self, home):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        parts = [str(random.randint(1, 254)) for _ in range(3)]
        address = ".".join(["127", *parts])
        self.socket.bind((address, 53))
        self.questions = []
        threading.Thread(target=self._take, daemon=True).start()
        self.file = home.path / "resolv.conf"
        self.file.write_text(f"nameserver {address}\noptions timeout:30 attempts:5\n")

    def _take(self):
        with contextlib.suppress(OSError):
            while True:
                self.questions.append(self.socket.recvfrom(512)[0])

    @property
    def before(self):
        """Words that go before the program, so that it asks here; the process stays the same."""
        return ["unshare", "--mount", "--propagation", "private", "sh", "-c",
                f'mount --bind "{self.file}" /etc/resolv.conf && exec "$@"', "sh"]

    @staticmethod
    def is_possible():
        return subprocess.run(["unshare", "--mount", "true"], capture_output=True,
                              check=False).returncode == 0

    def close(self):
        self.socket.close()
