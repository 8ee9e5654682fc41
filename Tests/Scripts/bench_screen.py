"""Figures of the screen: first frame, keys, idling, bytes a frame, leaving."""

import os
import signal
import statistics
import time

from bench_figures import Threads, p95, spread
from bench_worlds import World
from screen import Terminal
from support import until

SIZE = {"columns": 120, "rows": 40}
WAYS = ["quit", "INT", "TERM", "HUP", "QUIT", "SEGV", "ABRT", "ILL"]


def opened(world, *arguments):
    """A dashboard with its first full frame, and how long that took from exec."""
    terminal = Terminal(world.home, *arguments, **SIZE)
    world.callback(terminal.close)
    while b"redis" not in terminal.output or b"quit" not in terminal.output:
        terminal.read(0.005)
        if time.monotonic() - terminal.started > 20:
            raise SystemExit(f"the dashboard did not come: {terminal.output[-300:]!r}")
    return terminal, (time.monotonic() - terminal.started) * 1000


def leave(terminal):
    """q; milliseconds until the program has ended."""
    terminal.type("q")
    began = time.monotonic()
    terminal.wait(20)
    return (time.monotonic() - began) * 1000


def silence(terminal):
    """Nothing has been painted for 50 ms."""
    until(lambda: not terminal.read(0.05), 10, "silence on the screen")


def frame(terminal, seconds):
    """Bytes of the next frame: what comes without a gap of 20 ms; 0 when none comes."""
    first = terminal.read(seconds)
    size = len(first)
    while first:
        first = terminal.read(0.02)
        size += len(first)
    return size


def settle(terminal, seconds=5):
    """Lets the first polls be answered and painted."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        terminal.read(0.5)


def measure_first_frame(figures):
    """From exec to the last line of the first frame, the board out of the store."""
    with World() as world:
        terminal, _ = opened(world)
        settle(terminal)
        leave(terminal)
        # The board is in the store; answering polls would cost this very process time from here on.
        world.played.close()
        times = []
        for _ in range(15):
            terminal, milliseconds = opened(world)
            times.append(milliseconds)
            leave(terminal)
    median = statistics.median(times)
    figures.show("first frame from exec, 120x40, from the store", f"{median:.0f} ms",
                 "<= 30 ms (must: 35)", median > 35)
    figures.under([spread(times)])


def measure_keys(figures):
    """Every provider takes the connection and says nothing."""
    with World(hang_all=True) as world:
        terminal, _ = opened(world)
        until(lambda: terminal.read(0.05) is not None and len(world.hanging.kept) >= 8, 20,
              "calls in flight")
        echoes = []
        for step in range(200):
            silence(terminal)
            began = time.monotonic()
            terminal.type("j" if step % 2 == 0 else "k")
            if terminal.read(1):
                echoes.append((time.monotonic() - began) * 1000)
        leaving = [leave(terminal)]
        for _ in range(4):
            terminal, _ = opened(world)
            terminal.read(0.5)
            leaving.append(leave(terminal))
    budget = "all providers hanging"
    figures.show(f"key to first byte, {budget}, median", f"{statistics.median(echoes):.1f} ms",
                 "<= 1 ms")
    figures.show(f"key to first byte, {budget}, p95", f"{p95(echoes):.1f} ms",
                 "<= 5 ms (must: 5)", p95(echoes) > 5 or len(echoes) < 200)
    figures.under([spread(echoes)])
    figures.show(f"q until the program has ended, {budget}", f"{max(leaving):.0f} ms",
                 "<= 200 ms (must: 200)", max(leaving) > 200)
    figures.under([spread(leaving)])


def measure_idle(figures, seconds=65):
    """Nobody types; every provider is polled once in this time, at the default intervals."""
    with World() as world:
        terminal, _ = opened(world)
        settle(terminal)
        threads, sizes = Threads(terminal.process.pid), []
        while time.monotonic() - threads.began < seconds:
            sizes.append(frame(terminal, 1.5))
        threads.end()
        leave(terminal)
    figures.show("idle CPU, 14 providers", f"{threads.percent:.2f} %", "<= 0.10 % (must: 0.12)",
                 threads.percent > 0.12)
    figures.show("wake-ups a second, all threads", f"{threads.wakeups:.1f}", "<= 2 (must: 3)",
                 threads.wakeups > 3)
    figures.under(threads.profile())
    sizes = [size for size in sizes if size]
    figures.show("bytes a frame, clocks only, median",
                 f"{statistics.median(sizes):.0f}", "<= 1,000")
    figures.under([spread(sizes, "bytes")])


def read_until_phase(terminal, phase):
    """Reads until that part of a second of the clock on the wall."""
    terminal.read()
    while not phase <= time.time() % 1 < phase + 0.1:
        terminal.read(0.01)


def unchanged_frames():
    """Bytes of frames that keys ask for while nothing changes, and how many such keys.

    The screen is paused, so ages stand still; the cursor is on the first row, so `k` moves nothing.
    Two clocks go on: they are painted by the first key after they moved, and not counted.
    """
    written, keys = 0, 0
    with World() as world:
        terminal, _ = opened(world)
        settle(terminal)
        terminal.type("g")
        read_until_phase(terminal, 0.05)
        terminal.type("p")
        for _ in range(8):
            read_until_phase(terminal, 0.3)
            terminal.type("k")
            frame(terminal, 0.1)
            for _ in range(5):
                terminal.type("k")
                written += len(terminal.read(0.08))
                keys += 1
        leave(terminal)
    return written, keys


def measure_frames(figures):
    """Frames in which readings change, and frames in which nothing does."""
    with World(interval=1) as world:
        terminal, _ = opened(world)
        terminal.read(2)
        began, sizes = time.monotonic(), []
        while time.monotonic() - began < 20:
            sizes.append(frame(terminal, 1.5))
        leave(terminal)
    sizes = [size for size in sizes if size]
    figures.show("bytes a frame, typical: polls every second, median",
                 f"{statistics.median(sizes):.0f}", "<= 3,000")
    figures.under([spread(sizes, "bytes")])
    written, keys = unchanged_frames()
    figures.show(f"bytes a frame, nothing changed, sum of {keys} frames", f"{written}",
                 "0 (must: 0)", written > 0)


def measure_trip(figures):
    """`fusebox breaker trip` in a second process, from its start to the byte on the screen."""
    times = []
    with World() as world:
        terminal, _ = opened(world)
        settle(terminal)
        for number in range(10):
            silence(terminal)
            word = b"tripped by" if number % 2 == 0 else b"reset by"
            terminal.output = b""
            words = ["--for", "30m"] if number % 2 == 0 else []
            began = time.monotonic()
            command = world.home.start("breaker", "trip" if words else "reset", "github",
                                       "--reason", f"number {number}", *words)
            until(lambda: terminal.read(0.005) is not None and word in terminal.output, 10,
                  lambda: f"{word} in {terminal.output!r}", gap=0)
            times.append((time.monotonic() - began) * 1000)
            command.communicate(timeout=20)
        leave(terminal)
    median = statistics.median(times)
    figures.show("trip or reset in a second process, on the screen", f"{median:.0f} ms",
                 "<= 200 ms (must: 200)", median > 200)
    figures.under([spread(times)])


def measure_restoring(figures):
    """Eight ways to go."""
    restored = []
    with World(hang_all=True) as world:
        for way in WAYS:
            terminal, _ = opened(world)
            if way == "quit":
                terminal.type("q")
            else:
                os.kill(terminal.process.pid, getattr(signal, f"SIG{way}"))
            terminal.wait(20)
            restored += [way] if terminal.is_restored() else []
    figures.show("terminal restored: quit and seven signals", f"{len(restored)} of {len(WAYS)}",
                 "8 of 8")
    figures.under([f"not after {way}" for way in WAYS if way not in restored])
