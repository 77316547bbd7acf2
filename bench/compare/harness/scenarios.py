"""What is measured. Every round visits every peer, nginx among them, so that a ratio is of one round."""

from harness import calls, peers
from harness.arena import MANY, Instance
from harness.machine import say

FEW_AND_VERY_MANY = (10, 10_000)

TEXT = {
    "small": "100-byte answers, flat out",
    "large": "10 KiB answers, flat out",
    "policies": "100-byte answers of three endpoints, flat out, with every policy for failing upstreams on",
    "half": "100-byte answers at half of what the peer answered flat out in the same round",
    "k64": "64 KiB answers, flat out",
    "mib": "1 MiB answers, flat out",
    "tls": "100-byte answers over TLS 1.3, HTTP/1.1, flat out",
    "h2": "100-byte answers over TLS 1.3, HTTP/2 with 8 streams a connection, flat out",
    "h2up": "100-byte answers over HTTP/2 in cleartext, in front and behind, flat out",
    "grpc": "gRPC unary calls, 100 bytes each way, HTTP/2 in cleartext in front and behind, flat out",
    "grpcstream": f"gRPC calls answered with {calls.MESSAGES} messages of 100 bytes, as before; a request is such a call",
    "ws": "100-byte messages over WebSockets to an echo; a request is a message there and back",
    "idle": "idle connections, cleartext, HTTP/1.1, after one request each",
    "idletls": "idle connections, TLS 1.3, HTTP/1.1, after one request each",
    "idlews": "idle WebSockets, cleartext, after one message each",
    "routes": "100-byte answers, flat out, with few and with very many routes",
    "start": "from the start of the process to the first proxied 200, and at rest afterwards",
}


# What is asked for, over which protocol, and what is spoken behind, where a scenario is flat out.
SPOKEN = {"k64": ("k64", "plain", "http1"), "mib": ("mib", "plain", "http1"), "tls": ("small", "tls", "http1"),
          "h2": ("small", "h2", "http1"), "h2up": ("small", "h2c", "http2"), "grpc": (None, "grpc", "http2"),
          "grpcstream": (None, "grpcstream", "http2"), "ws": ("small", "ws", "socket")}
IDLE = {"idle": "plain", "idletls": "tls", "idlews": "ws"}


def measure(arena):
    """All that was asked for, as a list of records."""
    wanted = arena.settings.scenarios
    records = []
    if {"small", "large", "half"} & set(wanted):
        records += with_many_routes(arena, wanted)
    if "policies" in wanted:
        records += with_policies(arena)
    for behind in ("http1", "http2", "socket"):
        chosen = [name for name in SPOKEN if name in wanted and SPOKEN[name][2] == behind]
        if chosen:
            records += over_protocols(arena, chosen, behind)
    if set(IDLE) & set(wanted):
        records += idle(arena, [name for name in IDLE if name in wanted])
    if "routes" in wanted:
        records += few_and_very_many(arena)
    if "start" in wanted:
        records += starts(arena)
    return records


def with_many_routes(arena, wanted):
    """The scenarios that can share a running process."""
    instances = [arena.open(name, MANY)[0] for name in arena.settings.names]
    records = []
    for number, order in rounds(arena.settings, instances):
        capacity = {}
        for kind in ("small", "large"):
            if kind in wanted or (kind == "small" and "half" in wanted):
                for instance in [arena.direct(), *order]:
                    figures = arena.flat_out(instance, kind)
                    records.append(record(kind, instance, number, figures))
                    if kind == "small":
                        capacity[instance.name] = figures["rps"]
        if "half" in wanted:
            records += [record("half", i, number, arena.half(i, capacity[i.name])) for i in order]
    stop(instances)
    return records


def with_policies(arena):
    """What it costs to be ready for whatever may happen, when nothing does."""
    instances = [arena.open(name, MANY, arena.guarded())[0] for name in able(arena)]
    records = [record("policies", instance, number, arena.flat_out(instance, "small"))
               for number, order in rounds(arena.settings, instances) for instance in order]
    stop(instances)
    return records


def over_protocols(arena, wanted, speaks):
    """Larger answers, and what else is spoken with clients and origins, by those who speak it."""
    behind = arena.behind(speaks)
    instances = [arena.open(name, MANY, behind)[0] for name in able(arena)]
    records = []
    for number, order in rounds(arena.settings, instances):
        for scenario in wanted:
            kind, protocol, _ = SPOKEN[scenario]
            for instance in order:
                records.append(record(scenario, instance, number, arena.flat_out(instance, kind, protocol)))
    stop(instances)
    return records


def able(arena):
    """The peers that speak more than HTTP/1.1 in cleartext."""
    return [name for name in arena.settings.names if "h2" in peers.ALL[name].speaks]


def idle(arena, wanted):
    """A fresh process each time, because memory is seldom given back."""
    records = []
    for number, order in rounds(arena.settings, [name for name in arena.settings.names if peers.ALL[name].idles]):
        for scenario in wanted:
            for name in order:
                figures = arena.idle(name, IDLE[scenario])
                records.append(record(scenario, Instance(name, 0, MANY), number, figures))
    return records


def few_and_very_many(arena):
    """Whether the number of routes costs anything: both counts in the same round."""
    instances = [arena.open(name, routes)[0] for name in arena.settings.names
                 for routes in FEW_AND_VERY_MANY if routes <= peers.ALL[name].max_routes]
    records = [record("routes", instance, number, arena.flat_out(instance, "small"))
               for number, order in rounds(arena.settings, instances) for instance in order]
    stop(instances)
    return records


def starts(arena):
    """A fresh process each time. One start before the first round builds what a launcher builds."""
    records = []
    for name in arena.settings.names:
        arena.start(name, MANY)
    for number, order in rounds(arena.settings, arena.settings.names):
        for name in order:
            figures = arena.start(name, MANY)
            records.append({"scenario": "start", "peer": name, "routes": MANY, "round": number, **figures})
    return records


def rounds(settings, things):
    """Numbers the rounds, each in another order, so that nobody always follows the same neighbour."""
    for number in range(1, settings.rounds + 1):
        say(f"round {number} of {settings.rounds}")
        shift = (number - 1) % len(things)
        yield number, things[shift:] + things[:shift]


def record(scenario, instance, number, figures):
    """One line of the results."""
    say(f"  {scenario} {instance.name} ({instance.routes} routes): " + ", ".join(
        f"{key} {value:.1f}" for key, value in figures.items()))
    return {"scenario": scenario, "peer": instance.name, "routes": instance.routes,
            "round": number, **figures}


def stop(instances):
    """Ends the processes of a group of scenarios."""
    for instance in instances:
        instance.process.stop()
