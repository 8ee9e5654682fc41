"""Figures beside their budgets, and what /proc tells of a process and its threads."""

import pathlib
import statistics
import time


class Figures:
    """Prints each figure as it comes; remembers the ones that must hold and do not."""

    def __init__(self):
        self.missed = []

    def show(self, name, value, budget, missed=False):
        """`missed`: the figure must hold for a release, and does not."""
        print(f"{name:<56} {value:>14}   {budget}{'   MISSED' if missed else ''}", flush=True)
        if missed:
            self.missed.append(name)

    def under(self, lines):
        """A profile or a remark under the figure above."""
        for line in lines:
            print(f"    {line}", flush=True)


def cpu(pid):
    """Seconds of processor time of a process, its ended threads included: its own kernel clock."""
    return time.clock_gettime((~pid << 3) | 2)


def anonymous_bytes(pid):
    """Memory that nobody shares (RssAnon), and all that is resident."""
    found = {}
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        name, _, rest = line.partition(":")
        if name in ("RssAnon", "VmRSS"):
            found[name] = int(rest.split()[0]) * 1024
    return found["RssAnon"], found["VmRSS"]


class Threads:
    """Processor time and wake-ups of each thread between two moments, by the thread's name."""

    def __init__(self, pid):
        self.pid = pid
        self.began, self.cpu = time.monotonic(), cpu(pid)
        self.before = self.read()

    def read(self):
        found = {}
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            try:
                name = (task / "comm").read_text().strip()
                nanoseconds = int((task / "schedstat").read_text().split()[0])
                switches = next(
                    int(line.split()[1]) for line in (task / "status").read_text().splitlines()
                    if line.startswith("voluntary_ctxt_switches"))
            except (FileNotFoundError, ProcessLookupError):
                continue  # It ended between two looks.
            found[int(task.name)] = (name, nanoseconds / 1e9, switches)
        return found

    def end(self):
        """Fixes what is told below."""
        self.seconds = time.monotonic() - self.began
        self.cpu = cpu(self.pid) - self.cpu
        self.each = []
        for task, (name, used, switches) in self.read().items():
            _, used_before, switches_before = self.before.get(task, ("", 0.0, 0))
            self.each.append((f"{name} ({task})", used - used_before, switches - switches_before))
        return self

    @property
    def percent(self):
        return self.cpu / self.seconds * 100

    @property
    def wakeups(self):
        return sum(switches for _, _, switches in self.each) / self.seconds

    def profile(self):
        """One line a thread that did anything, the busiest first."""
        return [
            f"{name:<28} {used / self.seconds * 100:6.3f} %"
            f"  {switches / self.seconds:6.2f} a second"
            for name, used, switches in sorted(self.each, key=lambda thread: -thread[1])
            if switches or used > 0.0005]


def spread(values, unit="ms"):
    """Median, least and most, for the line under a figure."""
    return (f"least {min(values):.1f}, median {statistics.median(values):.1f}, "
            f"most {max(values):.1f} {unit}, of {len(values)}")


def p95(values):
    return statistics.quantiles(values, n=20)[18]
