"""The demo: two runs with one seed tell the same story, and it is the story of the README."""

import json
import unittest

from support import Home


def told(path):
    """Kind, provider and what it came to, without times and figures."""
    story = []
    with open(path) as lines:
        for line in lines:
            event = json.loads(line)
            data = event["data"]
            kind = event["kind"]
            provider = data.get("provider", "")
            if kind == "verdict":
                story.append((kind, provider, data["verdict"]["cause"]))
            elif kind == "breaker":
                story.append((kind, provider, data["state"]))
            elif kind == "page":
                story.append((kind, provider, data["state"]))
            else:
                story.append((kind, provider, ""))
    return story


class DemoTests(unittest.TestCase):
    def test_two_runs_tell_the_same_story(self):
        homes = [Home(), Home()]
        for home in homes:
            self.addCleanup(home.remove)
        files = [home.path / "events.jsonl" for home in homes]
        runs = [
            home.start("demo", "--seed", "1", "--headless", "--until", "120s", "--events", str(file))
            for home, file in zip(homes, files)
        ]
        for run in runs:
            output, errors = run.communicate(timeout=160)
            self.assertEqual(run.returncode, 0, errors)
            self.assertEqual(len(output.strip().splitlines()), 3, output)
        first, second = (self.by_provider(told(file)) for file in files)
        self.assertEqual(first, second)
        self.assert_the_story(told(files[0]))

    @staticmethod
    def by_provider(story):
        """In order for each provider: what two providers do in the same second has no order."""
        providers = {event[1] for event in story}
        return {name: [event for event in story if event[1] == name] for name in providers}

    def assert_the_story(self, story):
        steps = [
            ("verdict", "stripe", "fine"),
            ("verdict", "stripe", "not_admitted"),
            ("breaker", "stripe", "open"),
            ("page", "stripe", "partial"),
            ("verdict", "stripe", "confirmed"),
            ("breaker", "stripe", "half_open"),
            ("breaker", "stripe", "open"),
            ("breaker", "stripe", "half_open"),
            ("breaker", "stripe", "closed"),
        ]
        self.assert_in_order(steps, story)
        self.assert_in_order(
            [("verdict", "github", "fine"), ("verdict", "github", "credential"),
             ("verdict", "github", "fine"), ("alert", "github", "")], story)
        self.assertIn(("limiter", "redis", ""), story)
        self.assertNotIn(("breaker", "github", "open"), story)

    def assert_in_order(self, steps, story):
        rest = iter(story)
        for step in steps:
            self.assertTrue(any(event == step for event in rest), f"{step} missing in {story}")


if __name__ == "__main__":
    unittest.main()
