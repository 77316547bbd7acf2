"""The proxies that are compared. Each renders the same routes in its own language."""

import os
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
# Beside its cleartext port every proxy has a management port (+ 1), and these for TLS and for HTTP/2 in cleartext.
TLS = 2
H2C = 3
# What the interoperability tests of gRPC call; every proxy with HTTP/2 behind has a route to it.
SERVICE = "grpc.testing.TestService"
# So many addresses of the origin are endpoints where a proxy is to choose among them.
GUARDED = 3
CERTIFICATE, KEY, BOTH = "server.pem", "server.key", "server.both"
SCG = TOP / "bench/compare/scg"
INTEROP = TOP / "drills/grpc-interop/pom.xml"
INTEROP_LIB = INTEROP.parent / "target/lib"
SCG_JAR = SCG / "target/scg-peer.jar"


def jdk():
    """The home of a JDK 25, as the product's own launcher finds it."""
    return subprocess.run(
        ["sh", str(TOP / "build/find-jdk25")], check=True, capture_output=True, text=True).stdout.strip()


@dataclass(frozen=True)
class Behind:
    """What a proxy is to forward to and how: "http1", "http2" or "socket" (WebSockets)."""

    port: int
    speaks: str = "http1"
    # Where the service of gRPC is, if HTTP/2 is spoken.
    grpc: int = None
    # Room for so many clients at once; also, where there are more than usual, patience with idle ones.
    clients: int = 4096
    # One listener only, HTTP/1.1 in cleartext, as Spring Cloud Gateway has it in any case.
    bare: bool = False
    # Three endpoints, and all that a gateway can do to stay up when they do not.
    guarded: bool = False

    @property
    def endpoints(self):
        """Where the origin is; more than one address is the same origin all the same."""
        return [f"127.0.0.{i}:{self.port}" for i in range(1, 1 + (GUARDED if self.guarded else 1))]

    @property
    def patient(self):
        return self.clients > 4096


class Nginx:
    name = "nginx"
    idles = True
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000

    def render(self, folder, port, behind, routes):
        locations = "\n".join(
            f"    location /r{i}/ {{ {self.forward(behind.speaks, 'origin')} }}" for i in range(1, routes + 1))
        if behind.grpc:
            locations += f"\n    location /{SERVICE}/ {{ {self.forward(behind.speaks, 'grpc')} }}"
        more = "" if behind.bare else f"""
    listen 127.0.0.1:{port + TLS} ssl http2 backlog=1024;
    listen 127.0.0.1:{port + H2C} http2 backlog=1024;
    http2_max_concurrent_streams 128; ssl_protocols TLSv1.3;
    ssl_certificate {folder.parent}/{CERTIFICATE}; ssl_certificate_key {folder.parent}/{KEY};"""
        (folder / "nginx.conf").write_text(nginx_frame(folder, behind.clients, 600 if behind.patient else 75) + f"""
  map $http_upgrade $upgrading {{ default upgrade; '' ''; }}
  upstream origin {{ {" ".join(f"server {it};" for it in behind.endpoints)} keepalive 128; keepalive_requests 100000000; }}
  upstream grpc {{ server 127.0.0.1:{behind.grpc or behind.port}; keepalive 128; keepalive_requests 100000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;{more}
{locations}
  }}
}}
""")
        return ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"], {}

    @staticmethod
    def forward(speaks, upstream):
        """nginx 1.22 speaks HTTP/2 with origins by grpc_pass only, which forwards any request."""
        way = {
            "http1": f'proxy_pass http://{upstream}; proxy_http_version 1.1; proxy_set_header Connection "";',
            "http2": f"grpc_pass grpc://{upstream};",
            "socket": f"proxy_pass http://{upstream}; proxy_http_version 1.1; proxy_read_timeout 600s;"
                      " proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $upgrading;",
        }[speaks]
        field = "grpc_set_header" if speaks == "http2" else "proxy_set_header"
        return f"""{way}
      {field} X-Forwarded-Proto $scheme; {field} X-Forwarded-For $proxy_add_x_forwarded_for;"""


class Haproxy:
    name = "haproxy"
    # It wants two open files for each client that it may have, which is more than machines often allow.
    idles = False
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000

    def render(self, folder, port, behind, routes):
        (folder / "routes.map").write_text(
            "".join(f"/r{i}/ origin\n" for i in range(1, routes + 1)) + f"/{SERVICE}/ grpc\n")
        proto = " proto h2" if behind.speaks == "http2" else ""
        servers = "\n".join(f"  server o{i} {it}{proto}" for i, it in enumerate(behind.endpoints))
        patience = 600 if behind.patient else 60
        more = "" if behind.bare else f"""
  bind 127.0.0.1:{port + TLS} ssl crt {folder.parent}/{BOTH} alpn h2,http/1.1
  bind 127.0.0.1:{port + H2C} proto h2"""
        (folder / "haproxy.cfg").write_text(f"""global
  nbthread 1
  maxconn {behind.clients}
defaults
  mode http
  timeout connect 5s
  timeout client {patience}s
  timeout server {patience}s
  option http-keep-alive
  http-reuse always
frontend bench
  bind 127.0.0.1:{port}{more}
  option forwardfor
  http-request set-header X-Forwarded-Proto http
  use_backend %[path,map_beg({folder}/routes.map)]
backend origin
{servers}
backend grpc
  server grpc 127.0.0.1:{behind.grpc or behind.port}{proto}
""")
        return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")], {}


class SpringCloudGateway:
    name = "scg"
    # Left out where nginx and HAProxy are the measure.
    speaks = ("plain",)
    idles = False
    # It tries its routes one after another, so 10,000 would measure nothing but that.
    max_routes = 1_000

    def render(self, folder, port, behind, routes):
        listed = "\n".join(
            f"            - {{id: r{i}, uri: 'http://127.0.0.1:{behind.port}', predicates: ['Path=/r{i}/**']}}"
            for i in range(1, routes + 1))
        (folder / "application.yaml").write_text(f"""server: {{address: 127.0.0.1, port: {port}}}
logging: {{level: {{root: warn}}}}
management: {{endpoints: {{web: {{exposure: {{include: prometheus}}}}}}}}
spring:
  main: {{banner-mode: 'off'}}
  cloud:
    gateway:
      server:
        webflux:
          metrics: {{enabled: true}}
          trusted-proxies: '.*'
          routes:
{listed}
""")
        # Reactor Netty starts at least four event loops; every proxy here gets one.
        return [jdk() + "/bin/java", "-Xmx512m", "-Dreactor.netty.ioWorkerCount=1",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-jar", str(SCG_JAR), f"--spring.config.location=file:{folder}/application.yaml"], {}


class Highgate:
    name = "highgate"
    idles = True
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000
    command = os.environ.get("HIGHGATE_COMMAND", "./highgate gateway --config {config}")
    # Room for WebSockets by the ten thousand, which are neither ended nor pinged while they are measured.
    PATIENT = """limits: {connections: 40000, inFlight: 20000, webSockets: 20000}
timeouts: {keepAlive: 600s, webSocketIdle: 20m, webSocketPing: 20m}
"""

    # What resilience.md has, as far as all of it can be on at once.
    GUARDS = """
    balancer: peak-ewma
    slowStart: 10s
    overallTimeout: 20s
    perTryTimeout: 5s
    health: {active: {path: /, interval: 1s}, passive: {slowerThanPeers: 3}}
    breaker: {scope: endpoint, slowerThan: 2s}
    retry: {hedgeAfter: 1s}
    concurrency: {inFlight: 1000, adaptive: true}
"""

    def render(self, folder, port, behind, routes):
        listed = "\n".join(
            f'  - {{name: r{i}, paths: ["/r{i}/{{*rest}}"], upstream: origin}}'
            for i in range(1, routes + 1))
        protocol = "http2" if behind.speaks == "http2" else "http1"
        upstreams = f"""  origin:
    endpoints: [{", ".join(f'"{it}"' for it in behind.endpoints)}]
    protocol: {protocol}
    maxConnections: 20000{self.GUARDS if behind.guarded else ""}"""
        if behind.grpc:
            listed += f'\n  - {{name: grpc, paths: ["/{SERVICE}/{{*method}}"], upstream: grpc}}'
            upstreams += f'\n  grpc: {{endpoints: ["127.0.0.1:{behind.grpc}"], protocol: http2}}'
        more = "" if behind.bare else f"""
  - {{name: h2c, bind: "127.0.0.1:{port + H2C}"}}
  - name: tls
    bind: "127.0.0.1:{port + TLS}"
    tls: {{certificates: [{{certificate: "{folder.parent}/{CERTIFICATE}", key: "{folder.parent}/{KEY}"}}]}}"""
        config = folder / "highgate.yaml"
        config.write_text(f"""listeners:
  - {{bind: "127.0.0.1:{port}"}}{more}
management: {{bind: "127.0.0.1:{port + 1}"}}
{self.PATIENT if behind.patient else ""}upstreams:
{upstreams}
routes:
{listed}
""")
        command = [word.replace("{config}", str(config)) for word in shlex.split(self.command)]
        return command, {"JAVA_HOME": jdk()}


ALL = {peer.name: peer for peer in (Nginx(), Haproxy(), SpringCloudGateway(), Highgate())}


def nginx_frame(folder, clients=4096, patience=75):
    """What the origin and the proxy have in common; the caller closes the http block."""
    return f"""daemon off; worker_processes 1; pid {folder}/nginx.pid; user root;
events {{ worker_connections {clients}; }}
http {{
  access_log off; default_type text/plain; keepalive_requests 100000000; keepalive_timeout {patience}s;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
"""


def certify(folder):
    """One self-signed certificate on P-256 for all proxies."""
    certificate, key = folder / CERTIFICATE, folder / KEY
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-days", "30", "-subj", "/CN=bench", "-addext", "subjectAltName=DNS:bench,DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True)
    (folder / BOTH).write_text(certificate.read_text() + key.read_text())


def socket_origin(port):
    """An origin that sends back what comes over a WebSocket."""
    echo = TOP / "bench/src/main/java/io/highgate/bench/load/SocketEcho.java"
    return [jdk() + "/bin/java", "-XX:+UseSerialGC", "-Xmx256m", str(echo), str(port)]


def grpc_origin(port):
    """The server of gRPC's interoperability tests: grpc-java on Netty."""
    return [jdk() + "/bin/java", "-XX:+UseSerialGC", "-Xmx512m", "-cp", f"{INTEROP_LIB}/*",
            "io.grpc.testing.integration.TestServiceServer", f"--port={port}", "--use_tls=false", "--address_type=IPV4"]


def origin(folder, port):
    """
    An origin that answers 100 bytes, or as much as the end of the path says, without a disk; on the
    next port the same by HTTP/2.
    """
    kibibyte = "x" * 1023 + "y"
    (folder / "nginx.conf").write_text(nginx_frame(folder) + f"""
  server {{
    {" ".join(f"listen 127.0.0.{i}:{port} backlog=1024;" for i in range(1, 1 + GUARDED))}
    listen 127.0.0.1:{port + 1} http2 backlog=1024;
    http2_max_concurrent_streams 1024;
    location / {{ return 200 "{'s' * 100}"; }}
    set $k "{kibibyte}";
    location ~ /large$ {{ return 200 "{'$k' * 10}"; }}
    location ~ /k64$ {{ return 200 "{'$k' * 64}"; }}
    location ~ /mib$ {{ set $k64 "{'$k' * 64}"; return 200 "{'$k64' * 16}"; }}
  }}
}}
""")
    return ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"]
