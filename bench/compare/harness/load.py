"""Load: wrk and h2load as fast as they go, PacedLoad at a fixed rate. All keep their connections."""

import re
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from harness import calls
from harness.peers import H2C, TLS, TOP, jdk
from harness.process import Failed

LUA = Path(__file__).with_name("load.lua")
PACED = TOP / "bench/src/main/java/io/highgate/bench/load/PacedLoad.java"
SOCKETS = PACED.with_name("SocketLoad.java")
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


def flat_out(port, where, seconds, connections, cpu, fields=None):
    """As many requests as the proxy answers, each with some more header fields."""
    more = [word for name, value in (fields or {}).items() for word in ("-H", f"{name}: {value}")]
    out = run(["taskset", "-c", str(cpu), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", *more,
               "-s", str(LUA), f"http://127.0.0.1:{port}", "--", *where], seconds)
    return parse(out)


def over_tls(port, where, seconds, connections, cpu):
    """The same with HTTP/1.1 over TLS 1.3."""
    out = run(["taskset", "-c", str(cpu), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s",
               "-s", str(LUA), f"https://127.0.0.1:{port + TLS}", "--", *where], seconds)
    return parse(out)


def over_http2(port, where, seconds, connections, cpu):
    """The same with HTTP/2 over TLS 1.3: the connections are fewer, the requests under way as many."""
    return parse_h2load(h2load([f"https://127.0.0.1:{port + TLS}{path}" for path in where], seconds, connections, cpu))


def over_cleartext_http2(port, where, seconds, connections, cpu):
    """The same with HTTP/2 in cleartext, known beforehand."""
    return parse_h2load(h2load([f"http://127.0.0.1:{port + H2C}{path}" for path in where], seconds, connections, cpu))


def unary_calls(port, _, seconds, connections, cpu):
    """Calls of gRPC with one message each way."""
    return call(port, calls.UNARY, (calls.unary(), calls.ANSWER), (seconds, connections, cpu))


def streaming_calls(port, _, seconds, connections, cpu):
    """Calls of gRPC that are answered with many messages."""
    return call(port, calls.STREAMING, (calls.streaming(), calls.ANSWER * calls.MESSAGES), (seconds, connections, cpu))


def call(port, path, messages, size):
    """Posts a call over and over; messages is what is sent, and how many octets must come back."""
    sent, expected = messages
    with tempfile.NamedTemporaryFile() as file:
        file.write(sent)
        file.flush()
        out = h2load(["-d", file.name, "-H", "content-type: application/grpc", "-H", "te: trailers",
                      f"http://127.0.0.1:{port + H2C}{path}"], *size)
    return parse_h2load(out, expected)


def h2load(what, seconds, connections, cpu):
    """Runs it with as many requests under way as there are connections elsewhere."""
    clients = max(1, connections // STREAMS)
    return run(["taskset", "-c", str(cpu), "h2load", "-t1", f"-c{clients}", f"-m{STREAMS}", "-D", str(seconds), *what],
               seconds)


def over_sockets(port, where, seconds, connections, cpu):
    """Messages of 100 bytes over WebSockets, there and back."""
    return parse(run(["taskset", "-c", str(cpu), jdk() + "/bin/java", "-XX:+UseSerialGC", "-Xmx128m", str(SOCKETS),
                      str(port), str(connections), str(seconds), *where], seconds))


def parse_h2load(out, each=None):
    """
    Reads what h2load says at its end; it tells no percentiles. Where each answer must have so many
    octets, missing ones are failures: an error of gRPC comes with status 200.
    """
    took = re.search(r"^finished in ([0-9.]+)(ms|s), ", out, re.M)
    seen = re.search(r"(\d+) done, (\d+) succeeded, (\d+) failed, (\d+) errored", out)
    wrong = re.search(r"(\d+) 3xx, (\d+) 4xx, (\d+) 5xx", out)
    if not (took and seen and wrong and int(seen[2])):
        raise Failed(f"h2load printed no result:\n{out}")
    seconds = float(took[1]) / (1000 if took[2] == "ms" else 1)
    errors = int(seen[3]) + sum(map(int, wrong.groups()))
    if each:
        data = re.search(r"\((\d+)\) data$", out, re.M)
        errors += max(0, int(seen[2]) - int(data[1]) // each)
    return Answered(int(seen[2]), seconds, errors)


PROTOCOLS = {"plain": flat_out, "tls": over_tls, "h2": over_http2, "h2c": over_cleartext_http2,
             "grpc": unary_calls, "grpcstream": streaming_calls, "ws": over_sockets}


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
