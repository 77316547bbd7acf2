"""What it costs to know who calls, and to count how much: one process, a route for each way."""

import base64
import json
import os
import re
import secrets
import subprocess
import time
import urllib.error
import urllib.request

from harness import load, peers
from harness.arena import Meter
from harness.machine import say
from harness.process import Failed, Process
from harness.report import median
from harness.scenarios import rounds

WAYS = {
    "nginx": "nginx, which only proxies",
    "open": "a route for everybody",
    "unread": "the same with a token in the request, which nobody looks at",
    "jwt": "a token (RS256) that was checked before",
    "checked": "a token (RS256) that is checked each time (`remembered: 0`)",
    "session": "a session of the built-in login in Redis, seen before",
    "local": "a limit that this gateway counts (token bucket by address)",
    "shared": "a limit that Redis counts (token bucket by address), one round trip for each request",
}
START_SECONDS = 240
NAME, ISSUER = "bench", "https://issuer.test"


class Place:
    """Where everything is: folders, ports, and the secrets of this run."""

    def __init__(self, folder, port):
        self.folder = folder
        self.origin, self.nginx, self.highgate, self.redis = port, port + 10, port + 20, port + 30
        self.password = secrets.token_urlsafe(16)
        self.key = folder / "key.pem"

    def room(self, name):
        """A folder of its own for each process."""
        folder = self.folder / name
        folder.mkdir()
        return folder


def base64url(octets):
    """As in tokens (RFC 7515)."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def openssl(*arguments, given=None):
    """What openssl prints."""
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout


def key_set(place):
    """Makes a key; the JSON Web Key Set with its public half."""
    openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", str(place.key))
    modulus = openssl("rsa", "-in", str(place.key), "-noout", "-modulus").decode().strip().split("=")[1]
    key = {"kty": "RSA", "kid": "1", "alg": "RS256", "use": "sig", "e": "AQAB", "n": base64url(bytes.fromhex(modulus))}
    return json.dumps({"keys": [key]})


def token(place):
    """A token of that key, good for an hour."""
    head = {"alg": "RS256", "typ": "JWT", "kid": "1"}
    now = int(time.time())
    claims = {"iss": ISSUER, "sub": NAME, "aud": NAME, "iat": now, "exp": now + 3600, "scope": "read"}
    signed = ".".join(base64url(json.dumps(part).encode()) for part in (head, claims))
    signature = openssl("dgst", "-sha256", "-sign", str(place.key), given=signed.encode())
    return f"{signed}.{base64url(signature)}"


def configuration(place):
    """Everything in one file; the routes differ in what they ask for only."""
    keys = key_set(place).replace("'", "''")
    jwt = f"issuer: {ISSUER}, audience: [{NAME}], keys: {{inline: '{keys}'}}"
    limit = "by: [address], amount: 1000000000, period: 1s"
    return f"""listeners: [{{bind: "127.0.0.1:{place.highgate}"}}]
management: {{bind: "127.0.0.1:{place.highgate + 1}"}}
stores: {{redis: "redis://127.0.0.1:{place.redis}"}}
login: {{}}
authenticators:
  jwt: {{jwt: {{{jwt}}}}}
  checked: {{jwt: {{{jwt}, remembered: 0}}}}
upstreams: {{origin: {{endpoints: ["127.0.0.1:{place.origin}"]}}}}
routes:
  - {{name: open, path: /open, upstream: origin}}
  - {{name: unread, path: /unread, upstream: origin}}
  - {{name: jwt, path: /jwt, access: {{by: jwt, scopes: [read]}}, upstream: origin}}
  - {{name: checked, path: /checked, access: {{by: checked, scopes: [read]}}, upstream: origin}}
  - {{name: session, path: /session, access: {{by: session}}, upstream: origin}}
  - {{name: local, path: /local, upstream: origin, rateLimits: [{{name: local, {limit}}}]}}
  - {{name: shared, path: /shared, upstream: origin, rateLimits: [{{name: shared, {limit}, mode: shared}}]}}
"""


def log_in(place):
    """A session of the first administrator, once it has been created."""
    body = json.dumps({"username": "admin", "password": place.password}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{place.highgate}/api/auth/login", body,
                                     {"Content-Type": "application/json"})
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)["token"]
        except urllib.error.HTTPError as refused:
            if refused.code not in (401, 503) or time.monotonic() > end:
                raise Failed(f"no login: {refused}; see {place.folder}") from refused
            time.sleep(1)


def start(settings, place):
    """Origin, Redis, nginx and Highgate, each asked until it answers; the two that are measured."""
    origin = Process("origin", peers.origin(place.room("origin"), place.origin), settings.load_cpu, place.folder / "o.log")
    origin.await_ok(place.origin, "/", START_SECONDS)
    redis = Process("redis", ["redis-server", "--port", str(place.redis), "--bind", "127.0.0.1", "--save", "",
                              "--dir", str(place.room("redis"))], settings.load_cpu, place.folder / "r.log")
    redis.await_open(place.redis, START_SECONDS)
    room = place.room("nginx")
    command, env = peers.ALL["nginx"].render(room, place.nginx, peers.Behind(place.origin, bare=True), 1)
    nginx = Process("nginx", command, settings.proxy_cpu, place.folder / "n.log", cwd=peers.TOP, env={**os.environ, **env})
    nginx.await_ok(place.nginx, "/r1/open", START_SECONDS)
    config = place.room("highgate") / "highgate.yaml"
    config.write_text(configuration(place))
    command = [word.replace("{config}", str(config)) for word in peers.Highgate.command.split()]
    env = {"JAVA_HOME": peers.jdk(), "HIGHGATE_ADMIN_PASSWORD": place.password,
           "HIGHGATE_STATE": str(place.folder / "highgate")}
    highgate = Process("highgate", command, settings.proxy_cpu, place.folder / "h.log", cwd=peers.TOP,
                       env={**os.environ, **env})
    highgate.await_ok(place.highgate, "/open", START_SECONDS)
    return nginx, highgate


def measure(settings, folder):
    """All ways in each round, in another order each time."""
    place = Place(folder, settings.port)
    nginx, highgate = start(settings, place)
    bearer = {"session": log_in(place)} | dict.fromkeys(("unread", "jwt", "checked"), token(place))
    warm = set()
    records = []
    for number, order in rounds(settings, list(settings.ways)):
        for way in order:
            process, port, path = ((nginx, place.nginx, "/r1/open") if way == "nginx"
                                   else (highgate, place.highgate, "/" + way))
            fields = {"Authorization": "Bearer " + bearer[way]} if way in bearer else {}
            fire(settings, port, path, fields, settings.warmup if way in warm else settings.first_warmup)
            warm.add(way)
            meter = Meter(process)
            commands = asked_of_redis(place)
            figures = meter.figures(fire(settings, port, path, fields, settings.seconds))
            figures["redis_each"] = (asked_of_redis(place) - commands) / max(1, figures["rps"] * settings.seconds)
            say(f"  {way}: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items()))
            if figures["errors"]:
                raise Failed(f"{figures['errors']} requests failed with {way}; see {place.folder}")
            records.append({"way": way, "round": number, **figures})
    return records


def fire(settings, port, path, fields, seconds):
    """wrk with one more header field."""
    return load.flat_out(port, [path], seconds, settings.connections, settings.load_cpu, fields)


def asked_of_redis(place):
    """Commands that Redis has processed so far."""
    out = subprocess.run(["redis-cli", "-p", str(place.redis), "INFO", "stats"], check=True, capture_output=True, text=True)
    return int(re.search(r"total_commands_processed:(\d+)", out.stdout).group(1))


def markdown(head, records):
    """The table that people read: medians over the rounds."""
    lines = ["# Knowing who calls, and counting how much", "", *(f"- {key}: {value}" for key, value in head.items()), "",
             "Medians over the rounds. 'More' is CPU above the open route's of the same round; 'to nginx' is CPU to nginx's"
             " of the same round. Redis runs on the core of load and origin.", "",
             "| way | requests/s | CPU us/request | more, us | to nginx | p99 us | commands of Redis, scripts' own included |",
             "|---|---:|---:|---:|---:|---:|---:|"]
    for way in dict.fromkeys(r["way"] for r in records):
        mine = [r for r in records if r["way"] == way]
        more = compared(records, mine, "open", lambda a, b: a - b)
        ratio = compared(records, mine, "nginx", lambda a, b: a / b)
        lines.append(f"| {WAYS[way]} | {median(mine, 'rps'):,.0f} | {median(mine, 'cpu_us'):.1f} | {more} | {ratio} |"
                     f" {median(mine, 'p99_us'):,.0f} | {median(mine, 'redis_each'):.2f} |")
    return "\n".join(lines) + "\n"


def compared(records, mine, way, how):
    """The median over rounds of a comparison within one round; empty if that way was not measured."""
    other = {r["round"]: r["cpu_us"] for r in records if r["way"] == way}
    found = [{"x": how(r["cpu_us"], other[r["round"]])} for r in mine if r["round"] in other]
    return f"{median(found, 'x'):.2f}" if found else ""
