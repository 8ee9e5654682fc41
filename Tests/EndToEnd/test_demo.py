"""The demo: two runs with one seed tell the same story, and it is the story of the README."""

import json
import unittest

from support import Home, say, seconds_of, stop


class Told:
    """One event of the file that a headless demo writes."""

    def __init__(self, event):
        self.at = seconds_of(event["at"])
        self.kind, self.data = event["kind"], event["data"]
        self.provider = self.data.get("provider", "")

    def step(self):
        """Kind, provider and what it came to, without times and figures."""
        what = {
            "verdict": lambda: self.data["verdict"]["cause"],
            "breaker": lambda: (self.data["from"], self.data["state"]),
            "page": lambda: self.data["state"],
            "alert": lambda: (self.data["meter"], self.data["level"]),
            "limiter": lambda: bool(self.data["limited"]),
        }.get(self.kind, lambda: "")()
        return self.kind, self.provider, what


class DemoTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Both runs at once: they share nothing but the machine."""
        homes = [Home(), Home()]
        for home in homes:
            cls.addClassCleanup(home.remove)
        runs = [home.start("demo", "--seed", "1", "--headless", "--until", "120s", "--events", "F")
                for home in homes]
        for run in runs:
            cls.addClassCleanup(stop, run)
        cls.runs, cls.summaries = [], []
        for home, run in zip(homes, runs):
            output, errors = run.communicate(timeout=180)
            if run.returncode != 0:
                raise AssertionError(f"the demo ended with {run.returncode}: {errors}")
            lines = (home.path / "F").read_text().splitlines()
            cls.runs.append([Told(json.loads(line)) for line in lines])
            cls.summaries.append(output.strip().splitlines())
            left = [path.name for path in home.path.glob("fusebox-demo-*")]
            if left:
                raise AssertionError(f"the demo left {left}")

    @staticmethod
    def beginning_and_story(run):
        """The first reading of each page, then all the rest.

        The first pages are read in the same tenth of a second by calls that do not wait for each
        other, so the order among these two alone is nobody's to say.
        """
        first = {}
        for event in run:
            if event.kind == "page":
                first.setdefault(event.provider, event)
        rest = [event.step() for event in run if event not in first.values()]
        return sorted(event.step() for event in first.values()), rest

    def test_two_runs_tell_the_same_story(self):
        """Same kinds, providers and outcomes, in the same order over all providers together."""
        (first_pages, first), (second_pages, second) = map(self.beginning_and_story, self.runs)
        self.assertEqual(first_pages, second_pages)
        self.assertEqual(first, second)
        self.assertGreater(len(first), 15)
        same = [event.step() for event in self.runs[0]] == [event.step() for event in self.runs[1]]
        say(f"{len(first)} events in the same order; first pages too: {same}")

    def test_it_is_the_story_that_the_readme_tells(self):
        """Each step in its order; and what must not happen does not."""
        for run in self.runs:
            steps = [event.step() for event in run]
            self.assert_in_order(steps, [
                ("page", "stripe", "operational"), ("verdict", "stripe", "fine"),
                ("breaker", "stripe", ("closed", "open")), ("verdict", "stripe", "not_admitted"),
                ("page", "stripe", "partial"), ("verdict", "stripe", "confirmed"),
                ("breaker", "stripe", ("open", "half_open")),
                ("breaker", "stripe", ("half_open", "open")),
                ("breaker", "stripe", ("open", "half_open")),
                ("breaker", "stripe", ("half_open", "closed")),
                ("page", "stripe", "operational"), ("verdict", "stripe", "fine")])
            self.assert_in_order(steps, [
                ("verdict", "github", "fine"), ("verdict", "github", "credential"),
                ("verdict", "github", "fine"), ("alert", "github", ("core_requests", 1)),
                ("limiter", "redis", True)])
            # A revoked token is ours to mend: the breaker has no part in it.
            self.assertNotIn("github", [step[1] for step in steps if step[0] == "breaker"])
            self.assertEqual([step for step in steps if step[0] == "override"], [])

    def test_breaker_and_page_keep_to_the_times_of_the_defaults(self):
        """Open within 10 s, half-open after 30 s, then after twice that, each ±10 %."""
        for run in self.runs:
            moves = [event.at for event in run if event.kind == "breaker"]
            opened, probed, reopened, probed_again, closed = moves
            failing = next(event for event in run if event.step()[2] == "not_admitted")
            began = seconds_of(failing.data["since"])
            red = next(event.at for event in run if event.step() == ("page", "stripe", "partial"))
            self.assertLess(opened - began, 10)
            # The deadline ±10 %, then at most the next order of the shop or poll.
            self.assertTrue(27 <= probed - opened <= 33 + 2.5, probed - opened)
            self.assertTrue(54 <= probed_again - reopened <= 66 + 2.5, probed_again - reopened)
            self.assertLess(closed - probed_again, 3)
            # Eighteen seconds, found out at the next reading of the page.
            self.assertTrue(16 <= red - began <= 22, red - began)

    def test_the_header_and_the_last_words_are_true(self):
        """What is not at its default is said at the start; three lines come from the databases."""
        for run, summary in zip(self.runs, self.summaries):
            self.assertEqual(run[0].kind, "started")
            self.assertEqual(run[0].data["note"], "polls every 2 s")
            self.assertEqual(len(summary), 3, summary)
            self.assertIn("breakers opened 2 times: first stripe", summary[0])
            self.assertIn("stripe THEM, github US", summary[1])
            self.assertRegex(summary[2], r"used its fallback [1-9]\d+ times and turned [1-9]\d+")

    def assert_in_order(self, story, steps):
        rest = iter(story)
        for step in steps:
            self.assertTrue(any(event == step for event in rest), f"{step} missing in {story}")


if __name__ == "__main__":
    unittest.main()
