"""The screen on a pty: it comes fast, answers keys while nothing else answers, and goes cleanly."""

import os
import signal
import statistics
import time
import unittest

from support import HangingServer, Home, Terminal, hanging_config


class TerminalTests(unittest.TestCase):
    def setUp(self):
        self.server = HangingServer()
        self.home = Home(
            hanging_config(self.server.port), STRIPE_SECRET_KEY="sk_test_x", GITHUB_TOKEN="ghp_x")

    def tearDown(self):
        self.server.close()
        self.home.remove()

    def open(self, **size):
        terminal = Terminal(self.home, **size)
        self.addCleanup(terminal.close)
        terminal.read_until("stripe")
        return terminal

    def test_q_restores_the_terminal_within_200_ms(self):
        terminal = self.open()
        terminal.type("q")
        began = time.monotonic()
        self.assertEqual(terminal.wait(), 0)
        self.assertLess(time.monotonic() - began, 0.5)
        self.assertTrue(terminal.is_restored())

    def test_every_signal_restores_the_terminal(self):
        for name in ["INT", "TERM", "HUP", "QUIT", "SEGV", "ABRT", "ILL"]:
            with self.subTest(signal=name):
                terminal = self.open()
                os.kill(terminal.process.pid, getattr(signal, f"SIG{name}"))
                code = terminal.wait(30)
                self.assertNotEqual(code, 0)
                self.assertTrue(terminal.is_restored(), terminal.output[-200:])

    def test_keys_are_answered_while_every_provider_hangs(self):
        terminal = self.open()
        echoes = []
        for step in range(40):
            terminal.read(0.05)
            began = time.monotonic()
            terminal.type("j" if step % 2 == 0 else "k")
            if terminal.read(1):
                echoes.append(time.monotonic() - began)
        self.assertGreaterEqual(len(echoes), 35)
        p95 = statistics.quantiles(echoes, n=20)[18]
        print(f"key echo p95 {p95 * 1000:.1f} ms (debug build)")
        self.assertLess(p95, 0.25)

    def test_every_size_is_drawn(self):
        for columns, rows in [(1, 1), (2, 2), (20, 5), (40, 10), (80, 24), (120, 40), (300, 100)]:
            with self.subTest(size=f"{columns}x{rows}"):
                terminal = Terminal(self.home, columns=columns, rows=rows)
                self.addCleanup(terminal.close)
                self.assertTrue(terminal.read(10))
                terminal.type("q")
                self.assertEqual(terminal.wait(10), 0)

    def test_a_paste_is_never_a_command(self):
        terminal = self.open()
        terminal.type("\x1b[200~Tyq\x1b[201~")
        terminal.type("?")
        terminal.read_until("help")
        self.assertIsNone(terminal.process.poll())


if __name__ == "__main__":
    unittest.main()
