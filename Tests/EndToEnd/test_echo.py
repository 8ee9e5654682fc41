"""A provider that repeats the key it was sent; the demo that plays one."""

import signal
import sqlite3
import unittest

import hostile
from servers import PlayedProviders
from support import Home, row, stop, until, watch


class EchoTests(unittest.TestCase):
    KEY = f"ghp_{hostile.MARK}0123456789abcdefghijklmnopqrstuv"

    def setUp(self):
        self.played = PlayedProviders()
        self.addCleanup(self.played.close)
        # Three letters more each time: the place where the text is cut wanders through the key.
        self.played.answer = lambda path, number: (
            (200, self.played.page("github")) if path.endswith("page")
            else (404, {"message": f"{'x' * (3 * number % 60)} {self.KEY} is not known"}))
        address = self.played.address("github")
        self.home = Home(
            watch({"github": (address, address + "/page")}), KEY_GITHUB=self.KEY)
        self.addCleanup(self.home.remove)

    def test_an_echoed_key_is_redacted_wherever_the_text_is_cut(self):
        """Not even a beginning of it: twenty answers, each with the key at another place."""
        agent = self.home.start_agent()
        self.addCleanup(stop, agent)
        seen = set()

        def enough():
            seen.add(row(self.home, "github").get("last_call", {}).get("reason", ""))
            return len(self.played.of("/github/rate_limit")) >= 21

        until(enough, 120, "twenty calls", gap=0.5)
        output, errors = stop(agent)
        connection = sqlite3.connect(self.home.state / "history.db")
        seen.update(json for json, in connection.execute("SELECT json FROM event"))
        connection.close()
        told = [text for text in [*seen, output, errors] if self.KEY[:8] in text]
        self.assertEqual(told, [])
        self.assertTrue(any("•••" in text for text in seen), seen)


class DemoTests(unittest.TestCase):
    KEYS = ["sk_test_demo_stripe", "ghp_demo_github"]

    def test_the_hostile_demo_writes_neither_keys_nor_sequences(self):
        """Its events, databases and last words, and what the shop logged."""
        home = Home()
        self.addCleanup(home.remove)
        demo = home.start("demo", "--scenario", "hostile", "--headless", "--until", "1h",
                          "--events", "F")
        self.addCleanup(stop, demo)
        folder = until(lambda: next(home.path.glob("fusebox-demo-*"), None), 20, "the demo")
        log, events = folder / "checkout.log", home.path / "F"
        until(lambda: log.exists() and log.read_text().count("stripe refused") > 20
              and events.exists() and "calc" in events.read_text(),
              60, "refusals and hostile events")
        found = hostile.text_complaints("checkout.log", log.read_text())
        for name in ["history.db", "fusebox.db"]:
            found += hostile.database_complaints(folder / name)[0]
        for path in folder.iterdir():
            content = path.read_bytes() if path.is_file() else b""
            found += [f"{path.name}: {key}" for key in self.KEYS if key.encode() in content]
        demo.send_signal(signal.SIGINT)
        output, errors = demo.communicate(timeout=30)
        found += hostile.json_complaints("events", events.read_text())
        found += hostile.text_complaints("last words", output + errors)
        for name, text in [("events", events.read_text()), ("last words", output + errors)]:
            found += [f"{name}: {key}" for key in self.KEYS if key in text]
        self.assertEqual(found, [])
        self.assertEqual(len(output.strip().splitlines()), 3, output)


if __name__ == "__main__":
    unittest.main()
