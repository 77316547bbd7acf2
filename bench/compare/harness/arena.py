"""Where the peers run: one origin, proxies in front of it, each measured in the same way."""

import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from harness import load, peers
from harness.process import Failed, Process, taken

PORTS = 80
FIRST_START_SECONDS = 600
IDLE_SECONDS = 2
LOAD_WARMUP_SECONDS = 3


@dataclass(frozen=True)
class Settings:
    """What the command line asked for."""

    names: list
    scenarios: list
    rounds: int
    seconds: int
    warmup: int
    first_warmup: int
    connections: int
    port: int
    proxy_cpu: int
    load_cpu: int


@dataclass
class Instance:
    """A running proxy, or the origin itself, which has no process under test."""

    name: str
    port: int
    routes: int
    process: Process = None
    warm: set = field(default_factory=set)


class Arena:
    """Owns the origin, the ports and the scratch folder; everything in it ends with it."""

    def __init__(self, settings):
        self.settings = settings
        self.scratch = tempfile.TemporaryDirectory(prefix="highgate-compare-")
        self.folder = Path(self.scratch.name)
        peers.certify(self.folder)
        self.next = 0
        self.port = settings.port
        self.origin = Process("origin", peers.origin(self.room("origin"), self.port),
                              settings.load_cpu, self.folder / "origin.log")
        self.origin.await_ok(self.port, "/", 10)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.origin.stop()
        self.scratch.cleanup()

    def room(self, name):
        """A folder of its own for one process."""
        room = self.folder / name
        room.mkdir()
        return room

    def direct(self):
        """The baseline: no proxy at all."""
        return Instance("no proxy", self.port, 1)

    def open(self, name, routes):
        """Starts a proxy; with the seconds until its first proxied 200."""
        self.next += 1
        # Four ports each (traffic, management, TLS), used again after a while.
        port = self.port + 2 + self.next * 4 % PORTS
        if taken(port):
            raise Failed(f"port {port} is taken; choose others with --port")
        room = self.room(f"{self.next}-{name}-{routes}")
        command, env = peers.ALL[name].render(room, port, self.port, routes)
        process = Process(f"{name} with {routes} routes", command, self.settings.proxy_cpu,
                          self.folder / f"{room.name}.log", cwd=peers.TOP, env={**os.environ, **env})
        first = process.await_ok(port, load.paths(routes, "small")[-1], FIRST_START_SECONDS)
        return Instance(name, port, routes, process), first

    def flat_out(self, instance, kind, protocol="plain"):
        """Warms up, then measures at the proxy's limit."""
        s = self.settings
        fire = load.PROTOCOLS[protocol]
        where = load.paths(instance.routes, kind)
        fire(instance.port, where, s.warmup if protocol in instance.warm else s.first_warmup,
             s.connections, s.load_cpu)
        instance.warm.add(protocol)
        meter = Meter(instance.process)
        return meter.figures(fire(instance.port, where, s.seconds, s.connections, s.load_cpu))

    def half(self, instance, capacity):
        """Measures at half of what it answered flat out in this round."""
        s = self.settings
        meter = Meter(instance.process)
        # The load generator has to warm up as well.
        size = (s.warmup + LOAD_WARMUP_SECONDS, s.seconds, s.connections, capacity / 2)
        return meter.figures(load.at_rate(
            instance.port, load.paths(instance.routes, "small"), size, s.load_cpu, meter.read))

    def start(self, name, routes):
        """Starts it, lets it be idle, ends it."""
        instance, first = self.open(name, routes)
        try:
            time.sleep(IDLE_SECONDS)
            return {"first_200_s": first, "rss_mib": instance.process.rss_bytes() / 2**20, "errors": 0}
        finally:
            instance.process.stop()


class Meter:
    """The proxy's processor time between two readings, if there is a proxy."""

    def __init__(self, process):
        self.process = process
        self.before = 0
        self.read()

    def read(self):
        """Starts again from here."""
        self.before = self.process.cpu_seconds() if self.process else 0

    def figures(self, seen):
        """What the load saw, and what it cost the proxy."""
        figures = {"rps": seen.rate, "errors": seen.errors}
        if seen.p50 is not None:
            figures |= {"p50_us": seen.p50, "p99_us": seen.p99}
        if self.process:
            spent = self.process.cpu_seconds() - self.before
            figures["cpu_us"] = spent * 1e6 / max(1, seen.requests + seen.errors)
            figures["busy"] = spent / seen.seconds
            figures["rss_mib"] = self.process.rss_bytes() / 2**20
        return figures
