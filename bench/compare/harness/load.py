"""Load: wrk and h2load as fast as they go, PacedLoad at a fixed rate. All keep their connections."""

import re
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from harness.peers import TLS, TOP, jdk
from harness.process import Failed

LUA = Path(__file__).with_name("load.lua")
PACED = TOP / "bench/src/main/java/io/highgate/bench/load/PacedLoad.java"
SPREAD = 16
STREAMS = 8


@dataclass(frozen=True)
class Answered:
    """What a load generator saw. Times in microseconds, duration in seconds."""

    requests: int
    seconds: float
    errors: int
    p50: float = None
    p99: float = None

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
    return parse(out)


def over_tls(port, where, seconds, connections, cpu):
    """The same with HTTP/1.1 over TLS 1.3."""
    out = run(["taskset", "-c", str(cpu), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
               "-s", str(LUA), f"https://127.0.0.1:{port + TLS}", "--", *where], seconds)
    return parse(out)


def over_http2(port, where, seconds, connections, cpu):
    """The same with HTTP/2 over TLS 1.3: the connections are fewer, the requests under way as many."""
    clients = max(1, connections // STREAMS)
    out = run(["taskset", "-c", str(cpu), "h2load", "-t1", f"-c{clients}", f"-m{STREAMS}", "-D", str(seconds),
               *(f"https://127.0.0.1:{port + TLS}{path}" for path in where)], seconds)
    return parse_h2load(out)


def parse_h2load(out):
    """Reads what h2load says at its end; it tells no percentiles."""
    took = re.search(r"^finished in ([0-9.]+)(ms|s), ", out, re.M)
    seen = re.search(r"(\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored", out)
    wrong = re.search(r"(\d+) 3xx, (\d+) 4xx, (\d+) 5xx", out)
    if not (took and seen and wrong):
        raise Failed(f"h2load printed no result:\n{out}")
    seconds = float(took[1]) / (1000 if took[2] == "ms" else 1)
    errors = int(seen[3]) + sum(map(int, wrong.groups()))
    return Answered(int(seen[2]), seconds, errors)


PROTOCOLS = {"plain": flat_out, "tls": over_tls, "h2": over_http2}


def parse(out):
    """Reads the line that load.lua and PacedLoad print."""
    for line in out.splitlines():
        if line.startswith("RESULT "):
            requests, micros, status, sockets, p50, p99 = map(int, line.split()[1:])
            return Answered(requests, micros / 1e6, status + sockets, p50, p99)
    raise Failed(f"the load printed no result:\n{out}")


def at_rate(port, where, size, cpu, warm):
    """
    A fixed rate over all connections, arriving at random; size is (seconds of warm-up, seconds,
    connections, rate). Calls warm at the end of the warm-up.
    """
    warmup, seconds, connections, rate = size
    command = ["taskset", "-c", str(cpu), jdk() + "/bin/java", "-XX:+UseSerialGC", "-Xmx128m",
               str(PACED), str(port), str(connections), f"{rate:.1f}", str(warmup), str(seconds), *where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as load:
        late = threading.Timer(warmup + seconds + 30, load.kill)
        late.start()
        try:
            out = ""
            for line in load.stdout:
                out += line
                if line == "WARM\n":
                    warm()
        finally:
            late.cancel()
            load.kill()
    return parse(out)


def run(command, seconds):
    """Runs a load generator, and ends it when it overstays."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 30, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"still running after {late.timeout} s: {' '.join(command)}") from late
    if done.returncode:
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout
