"""What a guarded call costs inside the program: measured by a program of its own beside it."""

import os
import pathlib
import subprocess


def measure_guarded_call(figures):
    """The breaker's admit and complete, in nanoseconds, one caller."""
    name, budget = "guarded call: closed / open / forced-open", "<= 100 / 40 / 20 ns"
    program = pathlib.Path(os.environ["FUSEBOX"]).parent / "FuseboxBenchmarks"
    if not program.exists():
        figures.show(name, "not built", f"{budget}; make bench builds it")
        return
    lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split("\n")
    found = dict(line.split() for line in lines if line)
    value = " / ".join(found[state] for state in ("closed", "open", "forced-open"))
    figures.show(name, f"{value} ns", budget)
