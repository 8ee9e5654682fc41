#!/usr/bin/env python3
"""Measures the built program and prints each figure beside its budget.

    bench.py PROGRAM [PART ...]

Exit code 1 when a figure that must hold does not. Parts: first keys frames idle trip restoring cost
probes holes calls admit; without any, all of them, about seven minutes. Run it on a machine that does
nothing else: the figures are times.
"""

import os
import pathlib
import sys

PARTS = {
    "first": ("bench_screen", "measure_first_frame"),
    "keys": ("bench_screen", "measure_keys"),
    "frames": ("bench_screen", "measure_frames"),
    "idle": ("bench_screen", "measure_idle"),
    "trip": ("bench_screen", "measure_trip"),
    "restoring": ("bench_screen", "measure_restoring"),
    "cost": ("bench_agent", "measure_cost"),
    "probes": ("bench_agent", "measure_probes"),
    "holes": ("bench_agent", "measure_black_holes"),
    "calls": ("bench_calls", "measure_guarded_call"),
    "admit": ("bench_admit", "measure_admit"),
}
# Budgets of the design for what is not built yet.
ELSEWHERE = [
    ("webhook acknowledged after fsync", "not built", "1,000/s at p99 < 50 ms; burst 5,000/s"),
    ("history of a year on screen", "not built", "any chart <= 10 ms"),
]


def main():
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(PARTS):
        sys.exit(__doc__)
    os.environ["FUSEBOX"] = str(pathlib.Path(sys.argv[1]).resolve())
    sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "EndToEnd"))
    sys.dont_write_bytecode = True
    # Only now: they read which program is meant.
    from bench_figures import Figures

    load = os.getloadavg()[0]
    print(f"{os.environ['FUSEBOX']}\n{os.cpu_count()} cores, load {load:.1f}"
          f"{': others are at work, so times are too long' if load > 0.7 else ''}\n")
    figures = Figures()
    for part in sys.argv[2:] or PARTS:
        module, function = PARTS[part]
        getattr(__import__(module), function)(figures)
    for name, value, budget in [] if sys.argv[2:] else ELSEWHERE:
        figures.show(name, value, budget)
    if figures.missed:
        sys.exit(f"\n{len(figures.missed)} missed: {'; '.join(figures.missed)}")


if __name__ == "__main__":
    main()
