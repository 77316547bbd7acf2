"""Connections on which nothing happens any more: opened, used once, kept."""

import base64
import os
import re
import resource
import select
import socket
import ssl
import subprocess

from harness.peers import TLS, jdk
from harness.process import Failed, tree

SOURCES = 8
USED = re.compile(r"\bused (\d+)K")
METASPACE = re.compile(r"\s*(Metaspace|class space)")
MESSAGE = b"m" * 100
# Files beside the connections: those of the harness, of a proxy, of an origin.
SPARE = 500

# The proxies show a certificate of their own making.
TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


def possible(wanted, files_each):
    """As many connections as the limit of open files allows; whoever is started from now on has that limit."""
    files = wanted * files_each + SPARE
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < files:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
        except (ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
            return fitting(wanted, files_each, hard)
    elif soft != resource.RLIM_INFINITY and soft < files:
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return wanted


def fitting(wanted, files_each, limit):
    """What is left of the wanted connections under a limit of open files."""
    fit = min(wanted, (limit - SPARE) // files_each)
    if fit < 1:
        raise Failed(f"only {limit} open files are allowed: ulimit -Hn {wanted * files_each + SPARE}")
    return fit


class Idle:
    """Many connections of one kind ("plain", "tls" or "ws"), each open and silent."""

    def __init__(self, port, kind, paths, count):
        self.sockets = []
        try:
            for i in range(count):
                self.open(port, kind, paths[i % len(paths)])
        except (OSError, Failed):
            self.close()
            raise

    def open(self, port, kind, path):
        """One more, used once."""
        source = (f"127.0.0.{1 + len(self.sockets) % SOURCES}", 0)
        target = ("127.0.0.1", port + TLS if kind == "tls" else port)
        connection = socket.create_connection(target, timeout=20, source_address=source)
        # Or each request waits for the acknowledgement of the handshake, which the kernel delays by 40 ms.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sockets.append(connection)
        if kind == "tls":
            connection = self.sockets[-1] = TRUSTING.wrap_socket(connection)
        if kind == "ws":
            talk(connection, path)
        else:
            ask(connection, path)

    def lost(self):
        """How many the other side has closed, or said something on."""
        # Each has been read to the end of its answer, so whatever there is to read is news.
        watch = select.poll()
        for connection in self.sockets:
            watch.register(connection, select.POLLIN)
        return len(watch.poll(0))

    def close(self):
        """Lets all of them go."""
        for connection in self.sockets:
            connection.close()


def ask(connection, path):
    """One request; its answer is read to its end."""
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())
    head, body = head_of(connection)
    length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n")
                  if line.startswith(b"content-length:"))
    if not head.startswith(b"HTTP/1.1 200"):
        raise Failed(f"an idle connection began with {head!r}")
    take(connection, body, length)


def talk(connection, path):
    """Opens a WebSocket and sends one message there and back."""
    key = base64.b64encode(os.urandom(16)).decode()
    connection.sendall((f"GET {path} HTTP/1.1\r\nHost: bench\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n").encode())
    head, rest = head_of(connection)
    if not head.startswith(b"HTTP/1.1 101"):
        raise Failed(f"no WebSocket: {head!r}")
    # Masked with zeros: the octets stay what they are.
    connection.sendall(b"\x82" + bytes([0x80 | len(MESSAGE)]) + b"\0\0\0\0" + MESSAGE)
    take(connection, rest, 2 + len(MESSAGE))


def head_of(connection):
    """A head, and what of the body came with it."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        seen += received(connection)
    head, _, rest = seen.partition(b"\r\n\r\n")
    return head, rest


def take(connection, seen, length):
    """Reads until so many octets were seen."""
    while len(seen) < length:
        seen += received(connection)


def received(connection):
    """Some octets; the end of the connection is an error here."""
    octets = connection.recv(65536)
    if not octets:
        raise Failed("the proxy closed a connection that was to be idle")
    return octets


def collected(process):
    """The heap in use after a full collection, in octets, if there is a JVM; else None."""
    for stat in tree(process.popen.pid):
        if os.path.basename(os.readlink(f"/proc/{stat.pid}/exe")) == "java":
            jcmd(stat.pid, "GC.run")
            return used(jcmd(stat.pid, "GC.heap_info"))
    return None


def used(info):
    """Adds up what the collectors say: Serial has two generations, G1 and others one heap."""
    sizes = [int(size) for line in info.splitlines() if not METASPACE.match(line) for size in USED.findall(line)]
    if not sizes:
        raise Failed(f"jcmd tells no heap:\n{info}")
    return sum(sizes) * 1024


def jcmd(pid, what):
    """Asks a JVM."""
    done = subprocess.run([jdk() + "/bin/jcmd", str(pid), what], check=False, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Failed(f"jcmd {what} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
