"""Peers in front of three origins that fail: how each is set up, what is broken, what is counted."""

import os
import signal
import statistics
import subprocess
import time
from pathlib import Path

from harness import peers
from harness.machine import say
from harness.process import Process

LOAD = peers.TOP / "bench/src/main/java/io/highgate/bench/load/FailingLoad.java"
SCG_JAR = peers.SCG / "target/scg-failing.jar"
PER_TRY_MS = 500
WINDOW = 0.5


def nginx(folder, port, ports):
    """max_fails and proxy_next_upstream, as its documentation of ngx_http_upstream_module tells."""
    servers = " ".join(f"server 127.0.0.1:{p} max_fails=5 fail_timeout=10s;" for p in ports)
    (folder / "nginx.conf").write_text(peers.nginx_frame(folder) + f"""
  upstream origin {{ {servers} keepalive 128; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location / {{
      proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_connect_timeout 300ms; proxy_read_timeout {PER_TRY_MS}ms;
      proxy_next_upstream error timeout invalid_header http_500 http_502 http_503 http_504;
      proxy_next_upstream_tries 3;
    }}
  }}
}}
""")
    return ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"], {}


def haproxy(folder, port, ports):
    """Health checks with fastinter, observe layer7, retries with redispatch, as its manual tells."""
    servers = "\n".join(
        f"  server o{p} 127.0.0.1:{p} check inter 1s fastinter 100ms fall 3 rise 1"
        " observe layer7 error-limit 5 on-error mark-down" for p in ports)
    (folder / "haproxy.cfg").write_text(f"""global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 300ms
  timeout client 60s
  timeout server {PER_TRY_MS}ms
  timeout check 500ms
  option http-keep-alive
  option redispatch 1
  retries 2
  retry-on conn-failure empty-response junk-response response-timeout 502 503 504
frontend bench
  bind 127.0.0.1:{port}
  default_backend origin
backend origin
  balance roundrobin
  http-request disable-l7-retry if METH_POST
  option httpchk GET /-/ping
{servers}
""")
    return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")], {}


def scg(folder, port, ports):
    """
    The Retry filter over Spring Cloud LoadBalancer: a retry asks the next instance. No CircuitBreaker filter: it
    is one for all instances, and what fails while a cold JVM warms up opens it for all of them.
    """
    instances = ", ".join(f"{{uri: 'http://127.0.0.1:{p}'}}" for p in ports)
    (folder / "application.yaml").write_text(f"""server: {{address: 127.0.0.1, port: {port}}}
logging: {{level: {{root: error}}}}
spring:
  main: {{banner-mode: 'off'}}
  cloud:
    discovery: {{client: {{simple: {{instances: {{origin: [{instances}]}}}}}}}}
    gateway:
      server:
        webflux:
          httpclient: {{connect-timeout: 300, response-timeout: {PER_TRY_MS}ms}}
          routes:
            - id: all
              uri: lb://origin
              predicates: ['Path=/**']
              filters:
                - name: Retry
                  args:
                    retries: 2
                    methods: GET
                    statuses: BAD_GATEWAY,SERVICE_UNAVAILABLE,GATEWAY_TIMEOUT
                    exceptions: java.io.IOException,org.springframework.cloud.gateway.support.TimeoutException
""")
    return [peers.jdk() + "/bin/java", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-jar", str(SCG_JAR),
            f"--spring.config.location=file:{folder}/application.yaml"], {}


def highgate(folder, port, ports):
    """The defaults, with probes as often as HAProxy's."""
    listed = ", ".join(f'"127.0.0.1:{p}"' for p in ports)
    config = folder / "highgate.yaml"
    config.write_text(f"""listeners: [{{bind: "127.0.0.1:{port}"}}]
management: {{bind: "127.0.0.1:{port + 1}"}}
upstreams:
  origin:
    endpoints: [{listed}]
    connectTimeout: 300ms
    perTryTimeout: {PER_TRY_MS}ms
    health: {{active: {{path: /-/ping, interval: 1s, timeout: 500ms, unhealthyAfter: 3}}}}
routes: [{{name: all, upstream: origin}}]
""")
    command = [w.replace("{config}", str(config)) for w in peers.Highgate.command.split()]
    return command, {"JAVA_HOME": peers.jdk()}


PEERS = {"nginx": nginx, "haproxy": haproxy, "scg": scg, "highgate": highgate}
SCENARIOS = {
    "killed": "kill -9 of one of three, started again after the phase",
    "frozen": "SIGSTOP of one of three, SIGCONT after the phase",
    "broken": "one of three answers 500 to half of its requests",
    "alldown": "kill -9 of all three, started again after the phase",
}


class Origin:
    """An nginx in one process that counts in its log what it has served, by id; told to fail by a file."""

    def __init__(self, folder, port, cpu):
        self.folder, self.port, self.cpu = folder, port, cpu
        folder.mkdir()
        text = peers.nginx_frame(folder).replace("worker_processes 1;", "master_process off;").replace(
            "access_log off;", "")
        (folder / "nginx.conf").write_text(text + f"""
  log_format count "$msec $request_method $http_x_bench $status"; access_log {folder}/count.log count;
  split_clients "$msec$http_x_bench" $half {{ 50% yes; * no; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location /-/ {{ access_log off; return 200 "well"; }}
    location / {{
      set $say $half;
      if (!-f {folder}/broken) {{ set $say no; }}
      if ($say = yes) {{ return 500 "broken"; }}
      return 200 "well";
    }}
  }}
}}
""")
        self.start()

    def start(self):
        """Starts it, the first time or again."""
        self.process = Process(f"origin {self.port}", ["nginx", "-p", str(self.folder), "-e", "error.log", "-c",
                               "nginx.conf"], self.cpu, self.folder / "out.log")
        self.process.await_ok(self.port, "/-/ping", 10)

    def signal(self, number):
        """Sends a signal to all of its processes."""
        os.killpg(self.process.popen.pid, number)

    def kill(self):
        """kill -9, and it is gone."""
        self.signal(signal.SIGKILL)
        self.process.popen.wait(5)
        self.process.stop()

    def served(self):
        """(milliseconds, method, id, status) of each request."""
        for line in (self.folder / "count.log").read_text().splitlines():
            parts = line.split()
            if len(parts) == 4 and parts[2] != "-":
                yield float(parts[0]) * 1000, parts[1], parts[2], parts[3]


def inflict(scenario, origins, seconds):
    """Breaks what is to be broken, for so long; (milliseconds of the break, of the return)."""
    began = time.time() * 1000
    victims = origins if scenario == "alldown" else origins[:1]
    for victim in victims:
        if scenario in ("killed", "alldown"):
            victim.kill()
        elif scenario == "frozen":
            victim.signal(signal.SIGSTOP)
        else:
            (victim.folder / "broken").touch()
    time.sleep(seconds)
    for victim in victims:
        if scenario in ("killed", "alldown"):
            victim.start()
        elif scenario == "frozen":
            victim.signal(signal.SIGCONT)
        else:
            (victim.folder / "broken").unlink()
    return began, time.time() * 1000


def run(peer, scenario, where, settings):
    """One peer, one scenario: what became of each request."""
    folder, port = where
    folder.mkdir()
    origins = [Origin(folder / f"o{i}", port + 2 + i, settings.load_cpu) for i in range(3)]
    room = folder / "peer"
    room.mkdir()
    command, env = PEERS[peer](room, port, [o.port for o in origins])
    proxy = Process(peer, command, settings.proxy_cpu, folder / "peer.log", cwd=peers.TOP, env={**os.environ, **env})
    try:
        proxy.await_ok(port, "/", 240)
        load(port, settings.warmup, settings, folder / "warm")
        for origin in origins:
            (origin.folder / "count.log").write_text("")
        going = start_load(port, settings.before + settings.phase + settings.after, settings, folder / "asked")
        time.sleep(settings.before)
        broke, back = inflict(scenario, origins, settings.phase)
        going.wait(settings.after + 60)
        served = [s for o in origins for s in o.served()]
    finally:
        proxy.stop()
        for origin in origins:
            try:
                origin.signal(signal.SIGCONT)
            except (ProcessLookupError, PermissionError):
                pass
            origin.process.stop()
    return figures((folder / "asked").read_text(), served, broke, back)


def start_load(port, seconds, settings, out):
    """Begins the load on its core."""
    return subprocess.Popen(["taskset", "-c", str(settings.load_cpu), peers.jdk() + "/bin/java", "-XX:+UseSerialGC",
                             "-Xmx256m", str(LOAD), str(port), str(seconds), str(settings.gets), str(settings.posts),
                             str(out)])


def load(port, seconds, settings, out):
    """The same to its end."""
    start_load(port, seconds, settings, out).wait(seconds + 60)


def figures(asked, served, broke, back):
    """Counts: failures by method, tries beyond the first, POSTs sent twice, seconds until nothing failed any more."""
    requests = [line.split() for line in asked.splitlines()]
    bad = [r for r in requests if not r[3].startswith("2")]
    times = {}
    for _, method, name, _ in served:
        times[(method, name)] = times.get((method, name), 0) + 1
    lasting = [int(r[0]) for r in bad if int(r[0]) >= broke]
    during = [at for at in lasting if at < back]
    after = [at for at in lasting if at >= back]
    micros = sorted(int(r[4]) for r in requests if r[1] == "GET")
    return {
        "gets": sum(r[1] == "GET" for r in requests), "posts": sum(r[1] == "POST" for r in requests),
        "failed_gets": sum(r[1] == "GET" for r in bad), "failed_posts": sum(r[1] == "POST" for r in bad),
        "retries": sum(n - 1 for n in times.values()),
        "posts_twice": sum(n > 1 for (method, _), n in times.items() if method == "POST"),
        "settled_s": (max(during) - broke) / 1000 if during else 0.0,
        "recovered_s": (max(after) - back) / 1000 if after else 0.0,
        "p50_ms": statistics.median(micros) / 1000 if micros else 0.0,
        "slowest_ms": micros[-1] / 1000 if micros else 0.0,
    }


COLUMNS = (("gets", "GETs"), ("failed_gets", "failed"), ("posts", "POSTs"), ("failed_posts", "failed"),
           ("retries", "retries at origins"), ("posts_twice", "POSTs sent twice"), ("settled_s", "last failure after the break, s"),
           ("recovered_s", "last failure after the return, s"), ("slowest_ms", "slowest GET, ms"))


def markdown(head, records):
    """The table that people read."""
    lines = ["# Behind failing origins", "", *(f"- {key}: {value}" for key, value in head.items()), ""]
    for scenario in dict.fromkeys(r["scenario"] for r in records):
        lines += [f"## {scenario}: {SCENARIOS[scenario]}", "",
                  "| peer | " + " | ".join(title for _, title in COLUMNS) + " |", "|---|" + "---:|" * len(COLUMNS)]
        for record in (r for r in records if r["scenario"] == scenario):
            cells = [f"{record[key]:.2f}" if key.endswith("_s") else f"{record[key]:.0f}" for key, _ in COLUMNS]
            lines.append(f"| {record['peer']} | " + " | ".join(cells) + " |")
        lines.append("")
    return "\n".join(lines)


def measure(settings, scratch):
    """All peers and scenarios that were asked for."""
    records = []
    for number, (scenario, peer) in enumerate((s, p) for s in settings.scenarios for p in settings.peers):
        found = run(peer, scenario, (Path(scratch) / f"{number}-{peer}-{scenario}", settings.port + number * 8), settings)
        say(f"  {scenario} {peer}: {found}")
        records.append({"scenario": scenario, "peer": peer, **found})
    return records
