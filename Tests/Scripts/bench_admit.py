"""What `admit` over the control socket costs an application: time to the answer, and how many."""

import json
import multiprocessing
import random
import socket
import statistics
import time

from bench_worlds import World
from support import stop

CLIENTS = 8


class Caller:
    """One connection that is kept, as an application's client has it."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.wish = self.request("POST", "/v1/permits", {
            "schema": 1, "provider": "github", "client": "bench"})
        self.report = {"schema": 1, "outcome": "success", "milliseconds": 1}

    @staticmethod
    def request(method, path, body):
        text = json.dumps(body)
        return (f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n"
                f"Content-Length: {len(text)}\r\n\r\n{text}").encode()

    def ask(self, request):
        """The body of the answer; head and body come together."""
        self.socket.sendall(request)
        answer = b""
        while b"}" not in answer:
            part = self.socket.recv(4096)
            if not part:
                raise ConnectionError("the agent closed the connection")
            answer += part
        return answer.partition(b"\r\n\r\n")[2]

    def call(self):
        """Asks and reports; how long the asking took, in microseconds."""
        began = time.perf_counter()
        answer = self.ask(self.wish)
        took = (time.perf_counter() - began) * 1e6
        permit = json.loads(answer)["permit"]
        self.ask(self.request("PUT", f"/v1/permits/{permit}", self.report))
        return took


def paced(arguments):
    """Calls at a rate, at times that nobody else keeps."""
    path, rate, seconds = arguments
    caller, times = Caller(path), []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(random.expovariate(rate))
        times.append(caller.call())
    return times


def hurried(arguments):
    """Calls one after the other."""
    path, seconds = arguments
    caller, count = Caller(path), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        caller.call()
        count += 1
    return count


def measure_admit(figures, rate=50, seconds=15):
    """Eight applications, each a process with a connection of its own."""
    with World(interval=60) as world:
        agent = world.home.start_agent()
        world.callback(stop, agent)
        path = str(world.home.state / "agent.sock")
        with multiprocessing.Pool(CLIENTS) as pool:
            each = pool.map(paced, [(path, rate, seconds)] * CLIENTS, chunksize=1)
            counts = pool.map(hurried, [(path, 5)] * CLIENTS, chunksize=1)
    times = sorted(took for times in each for took in times)
    middle, late = statistics.median(times), statistics.quantiles(times, n=100)[98]
    figures.show("admit over the socket, p50; p99, 8 clients", f"{middle:.0f}; {late:.0f} us",
                 "<= 100 us; <= 1000 us")
    figures.under([
        f"{len(times)} calls at {CLIENTS * rate} a second in all, the clients' own time counted in",
        f"without a pause: {sum(counts) / 5:.0f} admit and done a second"])
