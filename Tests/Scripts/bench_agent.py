"""Figures of the agent without a screen: what polling costs, and that it is on time."""

import contextlib
import json
import sqlite3
import time

from bench_figures import Threads, anonymous_bytes
from bench_peer import cost_of_a_probe
from bench_worlds import SilentResolver, World
from support import seconds_of, stop


def wait(seconds):
    """Time that is measured, not a result that is awaited."""
    time.sleep(seconds)


def checks(home, since=0.0):
    """Times of every stored check, by slot: (kind, provider, signal)."""
    found = {}
    with contextlib.closing(sqlite3.connect(home.state / "history.db")) as connection:
        rows = connection.execute(
            "SELECT json FROM event WHERE kind IN ('page', 'call') ORDER BY number").fetchall()
    for text, in rows:
        event = json.loads(text)
        slot = (event["kind"], event["data"]["provider"], event["data"].get("signal"))
        at = seconds_of(event["at"])
        if at >= since:
            found.setdefault(slot, []).append(at)
    return found


def measure_cost(figures, interval=15, seconds=90):
    """Fourteen providers every 15 s on loopback."""
    with World(interval=interval) as world:
        agent = world.home.start_agent()
        world.callback(stop, agent)
        wait(interval)  # Connections are open, the store is made.
        began, threads = time.time(), Threads(agent.pid)
        wait(seconds)
        threads.end()
        private, resident = anonymous_bytes(agent.pid)
        stop(agent)
        polled = {slot: times for slot, times in checks(world.home, began).items()
                  if slot in world.healthy}
    probes = sum(map(len, polled.values()))
    an_hour = threads.cpu / threads.seconds * 3600
    figures.show("agent CPU, 14 providers x 15 s, loopback", f"{an_hour:.2f} s/h",
                 "<= 2.5 s/h (must: 3.5)", an_hour > 3.5)
    figures.under([f"{len(polled)} slots are polled today: {world.slots} of those 14 providers"
                   f" have a page, an API or a meter that is read", *threads.profile()])
    figures.show("agent private memory (RssAnon)", f"{private / 1e6:.1f} MB", "<= 20 MB")
    figures.under([f"resident in all: {resident / 1e6:.1f} MB"])
    figures.show("CPU per 1,000 probes, the run above", f"{threads.cpu / probes * 1000:.2f} s",
                 "<= 0.4 s")
    figures.under([f"{probes} probes, all that an idle agent costs counted in"])


def measure_probes(figures, seconds=60):
    """Many probes, so that the second of an idle agent weighs little; then a peer at the same."""
    with World(interval=1) as world:
        agent = world.home.start_agent()
        world.callback(stop, agent)
        wait(5)
        began, threads = time.time(), Threads(agent.pid)
        wait(seconds)
        threads.end()
        stop(agent)
        polled = checks(world.home, began)
        peer, asked = cost_of_a_probe(world, seconds)
    probes = sum(len(times) for slot, times in polled.items() if slot in world.healthy)
    cost = threads.cpu / probes * 1000
    figures.show("CPU per 1,000 probes, polled every second", f"{cost:.2f} s",
                 "<= 0.40 s (must: 0.6)", cost > 0.6)
    figures.under([f"{probes} probes in {threads.seconds:.0f} s", *threads.profile()])
    figures.show("the same of blackbox_exporter, the same servers", f"{peer:.2f} s", "")
    figures.show("fusebox to blackbox_exporter", f"{cost / peer:.2f} : 1", "< 1 (must: 1)",
                 cost >= peer)
    figures.under([f"{asked} probes that succeeded there; it stores, judges and shows nothing"])


def on_time(times, interval, began, ended):
    """Checks due in the time, and those that came within ±5 % and a second of it."""
    early, late = interval * 0.95 - 1, interval * 1.05 + 1
    marks = [began, *times]
    gaps = [after - before for before, after in zip(times, times[1:])]
    good = sum(early <= gap <= late for gap in gaps)
    # The first comes at once; a slot that fell silent owes what it did not do.
    good += bool(times) and times[0] - began <= 2
    owed = max(0, int((ended - marks[-1]) / late))
    return len(gaps) + 1 + owed, good


def measure_black_holes(figures, interval=5, seconds=75):
    """Three that never answer, one of them already at the name lookup, beside all the others."""
    name = "healthy checks on time, 3 black-holed"
    budget = "100 % (must: 100)"
    if not SilentResolver.is_possible():
        figures.show(name, "not measured", f"{budget}: needs root for a mount namespace", True)
        return
    with World(interval=interval, black_holes=True) as world:
        resolver = SilentResolver(world.home)
        world.callback(resolver.close)
        began = time.time()
        agent = world.home.start_agent(before=resolver.before)
        world.callback(stop, agent)
        wait(seconds)
        ended = time.time()
        shown = world.home.run("status", "--format", "json").stdout
        stop(agent)
        found = checks(world.home)
    results = {slot: on_time(found.get(slot, []), interval, began, ended)
               for slot in world.healthy}
    due, good = (sum(column) for column in zip(*results.values()))
    hung = "summary.json" not in shown and any(b"segment" in ask for ask in resolver.questions)
    figures.show(name, f"{good / due * 100:.1f} %", budget, good < due or not hung)
    holes = world.slots - len(world.healthy)
    figures.under([
        f"{good} of {due} checks of {len(world.healthy)} slots, every {interval} s for {seconds} s;"
        f" {holes} of {world.slots} slots black-holed (there are no 13 yet)",
        f"name lookup that hung: {len(resolver.questions)} questions were left unanswered"])
    figures.under([f"late: {slot} {good} of {due}" for slot, (due, good) in results.items()
                   if good < due])
