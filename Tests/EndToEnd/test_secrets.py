"""Hostile providers: no key and no escape sequence reaches the screen, a file or an export."""

import re
import unittest

from support import Home, Terminal, until

HOSTILE = [
    b"LEAKME",  # a key, echoed by the provider
    b"\x1b]52;c;cm0gLXJmIC8=",  # OSC 52: writes the clipboard
    b"\x1b[2J\x1b[H",  # CSI as the provider sends it
    "\u009b31m".encode(),  # the same in one byte
    "\u202e".encode(),  # right-to-left override
]


class SecretTests(unittest.TestCase):
    def setUp(self):
        self.simulation = Home()
        self.addCleanup(self.simulation.remove)
        self.simulator = self.simulation.start("simulate", "--scenario", "hostile")
        self.addCleanup(self.end, self.simulator)
        addresses = {}
        while "control" not in addresses:
            line = self.simulator.stdout.readline()
            self.assertTrue(line, "the simulator ended")
            addresses[line.split()[0]] = re.findall(r"http://\S+", line)
        config = "version: 1\nprofile: test\n"
        config += "defaults: {interval: {status: 1s, probe: 1s, usage: 2s}}\nproviders:\n"
        for provider, key in [("stripe", "api_key"), ("github", "token")]:
            api, page = addresses[provider]
            config += f"  {provider}: {{api: \"{api}\", page: \"{page}\", "
            config += "interval: {status: 1s, probe: 1s, usage: 2s}, "
            config += f"credentials: {{{key}: env:KEY_{provider.upper()}}}}}\n"
        config += "  redis: {credentials: {url: env:KEY_REDIS}}\n"
        self.home = Home(
            config, KEY_STRIPE="sk_test_LEAKME1", KEY_GITHUB="ghp_LEAKME2",
            KEY_REDIS="redis://user:LEAKME3@127.0.0.1:1")
        self.addCleanup(self.home.remove)

    @staticmethod
    def end(process):
        process.terminate()
        process.communicate(timeout=20)

    def test_nothing_of_it_gets_out(self):
        terminal = Terminal(self.home, columns=160, rows=50)
        self.addCleanup(terminal.close)
        terminal.read_until("stripe")
        until(lambda: terminal.read(0.2) is not None and b"cmd" in terminal.output, 20,
              "the hostile component")
        for key in ["\r", "\x1b", "j", "\r", "\x1b", "?"]:
            terminal.type(key)
            terminal.read(1.0)
        sinks = {"screen": terminal.output}
        for arguments in [("status",), ("status", "--format", "json"), ("snapshot",),
                          ("snapshot", "--format", "csv"), ("log",), ("breaker", "list"),
                          ("check",), ("config", "show")]:
            answer = self.home.run(*arguments)
            sinks[" ".join(arguments)] = (answer.stdout + answer.stderr).encode()
            self.assertNotIn("\x1b", answer.stdout, arguments)
        terminal.type("q")
        terminal.type("q")
        terminal.wait(10)
        for path in self.home.state.rglob("*"):
            if path.is_file():
                sinks[path.name] = path.read_bytes()
        self.assertIn("history.db", sinks)
        for name, content in sinks.items():
            for hostile in HOSTILE:
                self.assertNotIn(hostile, content, name)


if __name__ == "__main__":
    unittest.main()
