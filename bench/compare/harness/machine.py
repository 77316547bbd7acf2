"""What it runs on, which versions, and how the missing ones get there."""

import os
import platform
import re
import shutil
import subprocess
import sys

from harness import peers
from harness.process import Failed

DEBIAN = {"nginx": "nginx", "redis-server": "redis-server", "haproxy": "haproxy", "wrk": "wrk", "taskset": "util-linux",
          "h2load": "nghttp2-client", "openssl": "openssl"}

def install(names, scenarios=(), tools=()):
    """Brings the tools and the peers here: Debian's packages when root, the rest from Maven Central."""
    tools = {"nginx", "wrk", "taskset", "h2load", "openssl"} | ({"haproxy"} & set(names)) | set(tools)
    missing = sorted(DEBIAN[tool] for tool in tools if not shutil.which(tool, path=path()))
    if missing and (os.geteuid() != 0 or not shutil.which("apt-get")):
        raise Failed("missing: " + ", ".join(missing)
                     + "; install them, or run this as root on Debian or Ubuntu")
    if missing:
        say("installing " + " ".join(missing))
        quiet(["apt-get", "update", "-q"])
        # Debian starts what it installs; these servers are only wanted by us, on our own ports.
        quiet(["apt-get", "install", "-y", "-q", "-o", "DPkg::Options::=--force-confdef",
               "--no-install-recommends", *missing], {"RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"})
    if {"grpc", "grpcstream"} & set(scenarios) and stale(peers.INTEROP_LIB, peers.INTEROP):
        say("fetching gRPC's interoperability server (the first time downloads about 50 MB)")
        quiet(["mvn", "-q", "-B", "-f", str(peers.INTEROP), "process-resources"], {"JAVA_HOME": peers.jdk()})
    if "scg" in names and stale(peers.SCG_JAR, peers.SCG / "pom.xml"):
        say("building Spring Cloud Gateway (the first time downloads about 50 MB)")
        quiet(["mvn", "-q", "-B", "-f", str(peers.SCG / "pom.xml"), "package"], {"JAVA_HOME": peers.jdk()})


def facts():
    """The machine, for the head of a report."""
    cpu = re.search(r"model name\s*:\s*(.+)", read("/proc/cpuinfo"))
    return {
        "cpus": os.cpu_count(),
        "cpu": cpu.group(1) if cpu else platform.machine(),
        "memory": f"{int(read('/proc/meminfo').split()[1]) // 1024} MiB",
        "kernel": platform.release(),
        "load average before": read("/proc/loadavg").split(" ")[0],
    }


def versions(names):
    """What is compared, by version."""
    found = {"wrk": first(["wrk", "-v"]), "h2load": first(["h2load", "--version"]), "nginx": first(["nginx", "-v"])}
    if "haproxy" in names:
        found["haproxy"] = first(["haproxy", "-v"])
    found["java"] = first([peers.jdk() + "/bin/java", "-version"])
    if "scg" in names:
        pom = read(peers.SCG / "pom.xml")
        found["scg"] = ", ".join(
            f"{label} {re.search(f'<{label}.version>(.+?)<', pom).group(1)}"
            for label in ("spring-boot", "spring-cloud"))
    return found


def commit():
    """The commit of this tree, marked when something is not committed."""
    head = first(["git", "-C", str(peers.TOP), "rev-parse", "--short=12", "HEAD"])
    dirty = first(["git", "-C", str(peers.TOP), "status", "--porcelain", "--untracked-files=no"])
    return head + (" with uncommitted changes" if dirty else "")


def path():
    """Debian keeps servers where the path of a plain user does not look."""
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def say(text):
    """Progress goes to standard error, so that the report can be piped."""
    print(text, file=sys.stderr, flush=True)


def first(command):
    """The first line that a command prints, on either stream."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return re.sub(r"^(nginx version: |HAProxy version |wrk )| - https.*| \[epoll\].*", "", lines[0]).strip() if lines else ""


def read(file):
    """A small text file."""
    with open(file, encoding="utf-8") as text:
        return text.read()


def stale(built, source):
    """Whether it was not built since its source changed."""
    return not built.exists() or built.stat().st_mtime < source.stat().st_mtime


def quiet(command, env=None):
    """Runs a step of the installation; its output is only shown when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False,
                          env={**os.environ, **(env or {})})
    if done.returncode:
        raise Failed(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-3000:]}")
