"""Load: wrk as fast as it goes, h2load at a fixed rate. Both keep their connections."""

import math
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.process import Failed

LUA = Path(__file__).with_name("load.lua")
SPREAD = 16


@dataclass(frozen=True)
class Answered:
    """What a load generator saw. Times in microseconds, duration in seconds."""

    requests: int
    seconds: float
    errors: int
    p50: float
    p99: float

    @property
    def rate(self):
        return self.requests / self.seconds


def paths(routes, kind):
    """Paths down a few routes, evenly spread, so that no cache of the last match helps."""
    count = min(routes, SPREAD)
    return [f"/r{1 + i * routes // count}/{kind}" for i in range(count)]


def flat_out(port, where, seconds, connections, cpu):
    """As many requests as the proxy answers."""
    out = run(["taskset", "-c", str(cpu), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
               "-s", str(LUA), f"http://127.0.0.1:{port}", "--", *where], seconds)
    return parse_wrk(out)


def parse_wrk(out):
    """Reads the line that load.lua prints."""
    for line in out.splitlines():
        if line.startswith("RESULT "):
            requests, micros, status, sockets, p50, p99 = map(int, line.split()[1:])
            return Answered(requests, micros / 1e6, status + sockets, p50, p99)
    raise Failed(f"wrk printed no result:\n{out}")


def at_rate(port, where, size, cpu, target):
    """
    A fixed rate over all connections: size is (seconds, connections), target is (rate, log file).
    The clock of an answer starts when its request is sent, so a proxy that stalls is flattered.
    """
    (seconds, connections), (rate, log) = size, target
    Path(log).unlink(missing_ok=True)
    urls = [f"http://127.0.0.1:{port}{path}" for path in where]
    out = run(["taskset", "-c", str(cpu), "h2load", "--h1", "-t1", f"-c{connections}", "-m1",
               f"-D{seconds}", f"--rps={rate / connections:.3f}", f"--log-file={log}", *urls], seconds)
    rows = [line.split("\t") for line in Path(log).read_text().splitlines()]
    if not rows:
        raise Failed(f"h2load logged no request:\n{out}")
    return parse_rows(rows, seconds)


def parse_rows(rows, seconds):
    """Reads h2load's log: start, status, microseconds until the end of the answer."""
    times = sorted(int(row[2]) for row in rows if row[1] == "200")
    return Answered(len(times), seconds, len(rows) - len(times), quantile(times, 0.5), quantile(times, 0.99))


def quantile(ordered, q):
    """The smallest value that at least this share of the values does not exceed."""
    return ordered[max(0, math.ceil(len(ordered) * q) - 1)] if ordered else float("nan")


def run(command, seconds):
    """Runs a load generator, and ends it when it overstays."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"still running after {late.timeout} s: {' '.join(command)}") from late
    if done.returncode:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
