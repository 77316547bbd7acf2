"""Where the peers run: one origin, proxies in front of it, each measured in the same way."""

import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from harness import idle, load, peers
from harness.peers import Behind
from harness.process import Failed, Process, taken

PORTS = 80
MANY = 1_000
FIRST_START_SECONDS = 600
IDLE_SECONDS = 2
LOAD_WARMUP_SECONDS = 3
ORIGIN_START_SECONDS = 30
# Further origins are behind the ports of the proxies.
GRPC_ORIGIN, SOCKET_ORIGIN = PORTS + 6, PORTS + 7


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
    idle: int = 10_000


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
        self.others = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in [self.origin, *self.others.values()]:
            process.stop()
        self.scratch.cleanup()

    def behind(self, speaks, clients=4096):
        """What a proxy forwards to; origins beside the usual one start when they are wanted."""
        if speaks == "http1":
            return Behind(self.port, clients=clients)
        if speaks == "socket":
            port = self.port + SOCKET_ORIGIN
            self.other("socket", peers.socket_origin(port)).await_ok(port, "/", ORIGIN_START_SECONDS)
            return Behind(port, speaks, clients=clients)
        port = self.port + GRPC_ORIGIN
        self.other("grpc", peers.grpc_origin(port)).await_open(port, ORIGIN_START_SECONDS)
        return Behind(self.port + 1, speaks, grpc=port, clients=clients)

    def guarded(self):
        """The usual origin as several endpoints, with all policies on where a proxy has them."""
        return Behind(self.port, guarded=True)

    def other(self, name, command):
        """A further origin on the core of the load."""
        if name not in self.others:
            self.others[name] = Process(f"{name} origin", command, self.settings.load_cpu, self.folder / f"{name}.log")
        return self.others[name]

    def room(self, name):
        """A folder of its own for one process."""
        room = self.folder / name
        room.mkdir()
        return room

    def direct(self):
        """The baseline: no proxy at all."""
        return Instance("no proxy", self.port, 1)

    def open(self, name, routes, behind=None):
        """Starts a proxy; with the seconds until its first proxied 200."""
        behind = behind or Behind(self.port)
        self.next += 1
        # Four ports each (traffic, management, TLS, HTTP/2), used again after a while.
        port = self.port + 2 + self.next * 4 % PORTS
        if taken(port):
            raise Failed(f"port {port} is taken; choose others with --port")
        room = self.room(f"{self.next}-{name}-{routes}")
        command, env = peers.ALL[name].render(room, port, behind, routes)
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
        instance, first = self.open(name, routes, Behind(self.port, bare=True))
        try:
            time.sleep(IDLE_SECONDS)
            return {"first_200_s": first, "rss_mib": instance.process.rss_bytes() / 2**20, "errors": 0}
        finally:
            instance.process.stop()


    def idle(self, name, kind):
        """Opens very many connections, uses each once, and measures when all is quiet."""
        s = self.settings
        # A WebSocket is two connections of the proxy.
        each = 2 if kind == "ws" else 1
        count = idle.possible(s.idle, each)
        # With less room to spare nginx begins to close idle connections.
        behind = self.behind("socket" if kind == "ws" else "http1", each * count * 5 // 4)
        instance, _ = self.open(name, MANY, behind)
        try:
            paths = load.paths(MANY, "small")
            load.PROTOCOLS[kind](instance.port, paths, s.first_warmup, s.connections, s.load_cpu)
            before = self.rest(instance.process)
            clients = idle.Idle(instance.port, kind, paths, count)
            after = self.rest(instance.process)
            lost = clients.lost()
            clients.close()
            return {key + "_kib": (after[key] - before[key]) / count / 1024 for key in before} | {
                "rss_mib": after["rss_each"] / 2**20, "connections": count, "errors": lost}
        finally:
            instance.process.stop()

    @staticmethod
    def rest(process):
        """What a process holds when nothing happens any more; a JVM has collected before."""
        time.sleep(IDLE_SECONDS)
        heap = idle.collected(process)
        found = {"rss_each": process.rss_bytes()}
        return found if heap is None else found | {"heap_each": heap}


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
