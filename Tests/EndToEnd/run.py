#!/usr/bin/env python3
"""Runs the end-to-end tests: each module a process of its own, three at once, the longest first.

Modules that judge milliseconds run by themselves at the end. The output of a module is printed
whole when it ends; the exit code is 1 when any failed. Arguments are modules: only those run.
"""

import concurrent.futures
import os
import pathlib
import signal
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
# Mostly waiting, so they go side by side; the longest begin.
LONG = ["test_demo", "test_redis", "test_opening", "test_secrets", "test_kill"]
ALONE = ["test_trip", "test_terminal"]
AT_ONCE = 3
# Far beyond what any module needs; two hundred rounds of kill -9 take the longest.
PATIENCE = 1800
running = set()


def run(name):
    """One module; its exit code, after its output was printed."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "unittest", "--verbose", "--catch", name], cwd=HERE, text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    running.add(process)
    try:
        output, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        # As ctrl-c would: with --catch the test at hand still ends what it started.
        process.send_signal(signal.SIGINT)
        output = process.communicate()[0] + f"\nended after {PATIENCE} s\n"
    running.discard(process)
    code = process.returncode
    word = "passed" if code == 0 else "FAILED"
    took = time.monotonic() - began
    print(f"=== {name}: {word} in {took:.0f} s\n{output}", flush=True)
    return code


def main():
    found = sorted(path.stem for path in HERE.glob("test_*.py"))
    wanted = [pathlib.Path(name).stem for name in sys.argv[1:]] or found
    unknown = [name for name in wanted if name not in found]
    if unknown:
        sys.exit(f"no such module: {', '.join(unknown)}; there are {', '.join(found)}")
    rest = [name for name in found if name not in LONG + ALONE]
    ordered = [name for name in LONG + rest if name in wanted]
    print(f"testing {os.environ.get('FUSEBOX', 'the debug build')}", flush=True)
    began = time.monotonic()
    codes = {}
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            codes = dict(zip(ordered, pool.map(run, ordered)))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                process.send_signal(signal.SIGINT)
            raise
    for name in ALONE:
        if name in wanted:
            codes[name] = run(name)
    failed = [name for name, code in codes.items() if code != 0]
    print(f"{len(codes)} modules in {time.monotonic() - began:.0f} s, "
          f"{'failed: ' + ', '.join(failed) if failed else 'all passed'}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
