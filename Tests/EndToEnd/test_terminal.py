"""The screen on a pty: it answers keys while nothing else answers, and it goes cleanly and fast.

How fast a key is echoed is a figure of the benchmark, which has the limit for it.
"""

import os
import signal
import statistics
import time
import unittest

from screen import Terminal
from servers import HangingServer
from support import BUILD, Home, hanging_config, say, until


class TerminalTests(unittest.TestCase):
    def setUp(self):
        self.server = HangingServer()
        self.addCleanup(self.server.close)
        self.home = Home(
            hanging_config(self.server.port), STRIPE_SECRET_KEY="sk_test_x", GITHUB_TOKEN="ghp_x")
        self.addCleanup(self.home.remove)

    def open(self, **size):
        terminal = Terminal(self.home, **size)
        self.addCleanup(terminal.close)
        terminal.read_until("stripe")
        return terminal

    def be_quiet(self, terminal):
        """Longer than a paste waits for its end, and than a sheet takes no answer; counted from the
        last change of the screen, which may come by itself at any moment."""
        until(lambda: not terminal.read(0.6), 10, "a screen that stands still")

    def test_q_leaves_within_200_ms_while_every_provider_hangs(self):
        """Calls are in flight to a server that took the connection and says nothing."""
        terminal = self.open()
        until(lambda: len(self.server.kept) >= 4, 10, "four calls in flight")
        terminal.read(0.2)
        terminal.type("q")
        began = time.monotonic()
        self.assertEqual(terminal.wait(), 0)
        took = time.monotonic() - began
        say(f"q until the program has ended: {took * 1000:.0f} ms ({BUILD})")
        self.assertLessEqual(took, 0.2)
        self.assertTrue(terminal.is_restored())

    def test_q_in_the_midst_of_news_leaves_as_well(self):
        """Forty times right after the first frame, while the first events come in."""
        took = []
        for _ in range(40):
            terminal = Terminal(self.home)
            self.addCleanup(terminal.close)
            terminal.read_until("stripe")
            terminal.type("q")
            began = time.monotonic()
            self.assertEqual(terminal.wait(5), 0)
            took.append(time.monotonic() - began)
        say(f"q, of forty: median {statistics.median(took) * 1000:.0f} ms, "
            f"most {max(took) * 1000:.0f} ms ({BUILD})")
        self.assertLessEqual(statistics.median(took), 0.2)

    def test_quit_and_every_signal_restore_the_terminal(self):
        """Every way to go: q, and each signal that would end the process by itself."""
        for name in ["quit", "INT", "TERM", "HUP", "QUIT", "SEGV", "ABRT", "ILL", "TRAP", "BUS",
                     "FPE", "SYS", "XFSZ", "XCPU", "USR1", "USR2", "ALRM", "VTALRM", "PROF", "IO",
                     "PWR", "STKFLT", "RTMIN", "RTMAX"]:
            with self.subTest(way=name):
                terminal = self.open()
                if name == "quit":
                    terminal.type("q")
                    self.assertEqual(terminal.wait(30), 0)
                else:
                    os.kill(terminal.process.pid, getattr(signal, f"SIG{name}"))
                    self.assertNotEqual(terminal.wait(30), 0)
                self.assertTrue(terminal.is_restored(), terminal.output[-200:])

    def test_every_key_is_answered_while_every_provider_hangs(self):
        """Forty moves of the cursor change the screen each, though no provider ever answers."""
        terminal = self.open()
        terminal.read(0.3)
        echoes = []
        for step in range(40):
            # What a tick paints must not pass for the answer: wait for silence first.
            until(lambda: not terminal.read(0.05), 10, "silence")
            began = time.monotonic()
            terminal.type("j" if step % 2 == 0 else "k")
            self.assertTrue(terminal.read(1), f"key {step} was not answered within 1 s")
            echoes.append((time.monotonic() - began) * 1000)
        p95 = statistics.quantiles(echoes, n=20)[18]
        say(f"key echo median {statistics.median(echoes):.1f} ms, p95 {p95:.1f} ms ({BUILD})")

    def test_every_size_is_drawn(self):
        """From one cell to 300×100: something is painted, and q leaves with 0."""
        for columns, rows in [(1, 1), (2, 2), (20, 5), (40, 10), (80, 24), (120, 40), (300, 100)]:
            with self.subTest(size=f"{columns}x{rows}"):
                terminal = Terminal(self.home, columns=columns, rows=rows)
                self.addCleanup(terminal.close)
                self.assertTrue(terminal.read(10))
                terminal.type("q")
                self.assertEqual(terminal.wait(10), 0)

    def test_a_paste_is_never_a_command(self):
        """T, y and q of a paste neither trip nor quit, whatever marks the paste itself holds."""
        terminal = self.open()
        for text in ["Tyq", "x\x1b[201~Tyq", "\x1b[201~\x1b[200~\x1b[201~Ty\x1b[201~q"]:
            terminal.type(f"\x1b[200~{text}\x1b[201~")
            self.be_quiet(terminal)
        terminal.type("T")
        terminal.read_until("stop calls to")
        self.be_quiet(terminal)
        terminal.type("\x1b[200~x\x1b[201~y\x1b[201~")
        self.be_quiet(terminal)
        self.assertIsNone(terminal.process.poll())
        self.assertNotIn("forced_open", self.home.run("breaker", "list").stdout)
        terminal.type("y")
        until(lambda: terminal.read(0.1) is not None
              and "forced_open" in self.home.run("breaker", "list").stdout, 10,
              "a trip by a key that came alone")


if __name__ == "__main__":
    unittest.main()
