"""The proxies that are compared. Each renders the same routes in its own language."""

import os
import shlex
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
# Beside its cleartext port every proxy has a management port (+ 1), and this one for TLS.
TLS = 2
CERTIFICATE, KEY, BOTH = "server.pem", "server.key", "server.both"
SCG = TOP / "bench/compare/scg"
SCG_JAR = SCG / "target/scg-peer.jar"


def jdk():
    """The home of a JDK 25, as the product's own launcher finds it."""
    return subprocess.run(
        ["sh", str(TOP / "build/find-jdk25")], check=True, capture_output=True, text=True).stdout.strip()


class Nginx:
    name = "nginx"
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000

    def render(self, folder, port, origin, routes):
        forwarded = """proxy_pass http://origin; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"""
        locations = "\n".join(
            f"    location /r{i}/ {{ {forwarded} }}" for i in range(1, routes + 1))
        (folder / "nginx.conf").write_text(nginx_frame(folder) + f"""
  upstream origin {{ server 127.0.0.1:{origin}; keepalive 128; keepalive_requests 100000000; }}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    listen 127.0.0.1:{port + TLS} ssl http2 backlog=1024;
    http2_max_concurrent_streams 128; ssl_protocols TLSv1.3;
    ssl_certificate {folder.parent}/{CERTIFICATE}; ssl_certificate_key {folder.parent}/{KEY};
{locations}
  }}
}}
""")
        return ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"], {}


class Haproxy:
    name = "haproxy"
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000

    def render(self, folder, port, origin, routes):
        (folder / "routes.map").write_text(
            "".join(f"/r{i}/ origin\n" for i in range(1, routes + 1)))
        (folder / "haproxy.cfg").write_text(f"""global
  nbthread 1
  maxconn 4096
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  option http-keep-alive
  http-reuse always
frontend bench
  bind 127.0.0.1:{port}
  bind 127.0.0.1:{port + TLS} ssl crt {folder.parent}/{BOTH} alpn h2,http/1.1
  option forwardfor
  http-request set-header X-Forwarded-Proto http
  use_backend %[path,map_beg({folder}/routes.map)]
backend origin
  server origin 127.0.0.1:{origin}
""")
        return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")], {}


class SpringCloudGateway:
    name = "scg"
    # Left out where nginx and HAProxy are the measure.
    speaks = ("plain",)
    # It tries its routes one after another, so 10,000 would measure nothing but that.
    max_routes = 1_000

    def render(self, folder, port, origin, routes):
        listed = "\n".join(
            f"            - {{id: r{i}, uri: 'http://127.0.0.1:{origin}', predicates: ['Path=/r{i}/**']}}"
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
    speaks = ("plain", "tls", "h2")
    max_routes = 10_000
    command = os.environ.get("HIGHGATE_COMMAND", "./highgate gateway --config {config}")

    def render(self, folder, port, origin, routes):
        listed = "\n".join(
            f'  - {{name: r{i}, paths: ["/r{i}/{{*rest}}"], upstream: origin}}'
            for i in range(1, routes + 1))
        config = folder / "highgate.yaml"
        config.write_text(f"""listeners:
  - {{bind: "127.0.0.1:{port}"}}
  - name: tls
    bind: "127.0.0.1:{port + TLS}"
    tls: {{certificates: [{{certificate: "{folder.parent}/{CERTIFICATE}", key: "{folder.parent}/{KEY}"}}]}}
management: {{bind: "127.0.0.1:{port + 1}"}}
upstreams: {{origin: {{endpoints: ["127.0.0.1:{origin}"]}}}}
routes:
{listed}
""")
        command = [word.replace("{config}", str(config)) for word in shlex.split(self.command)]
        return command, {"JAVA_HOME": jdk()}


ALL = {peer.name: peer for peer in (Nginx(), Haproxy(), SpringCloudGateway(), Highgate())}


def nginx_frame(folder):
    """What the origin and the proxy have in common; the caller closes the http block."""
    return f"""daemon off; worker_processes 1; pid {folder}/nginx.pid; user root;
events {{ worker_connections 4096; }}
http {{
  access_log off; default_type text/plain; keepalive_requests 100000000; keepalive_timeout 75s;
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


def origin(folder, port):
    """An origin that answers 100 bytes, or as much as the end of the path says, without a disk."""
    kibibyte = "x" * 1023 + "y"
    (folder / "nginx.conf").write_text(nginx_frame(folder) + f"""
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location / {{ return 200 "{'s' * 100}"; }}
    set $k "{kibibyte}";
    location ~ /large$ {{ return 200 "{'$k' * 10}"; }}
    location ~ /k64$ {{ return 200 "{'$k' * 64}"; }}
    location ~ /mib$ {{ set $k64 "{'$k' * 64}"; return 200 "{'$k64' * 16}"; }}
  }}
}}
""")
    return ["nginx", "-p", str(folder), "-e", "error.log", "-c", "nginx.conf"]
