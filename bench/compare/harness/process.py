"""Processes under test: pinned to a core, measured through /proc, ended with all their children."""

import atexit
import os
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
GRACE_SECONDS = 5

_running = []


class Failed(Exception):
    """Something the user has to know about; its text says what and where to look."""


class Process:
    """A process and its descendants, on one core, with its output in a file."""

    def __init__(self, name, command, cpu, log, cwd=None, env=None):
        self.name = name
        self.log = log
        self.started = time.monotonic()
        with open(log, "wb") as out:
            # A session of its own, so that ending the group also ends what a launcher has started.
            self.popen = subprocess.Popen(
                ["taskset", "-c", str(cpu), *command],
                stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                cwd=cwd, env=env, start_new_session=True)
        _running.append(self)

    def cpu_seconds(self):
        """User and system time so far, all threads, of the whole tree."""
        return sum(stat.ticks for stat in tree(self.popen.pid)) / TICKS

    def rss_bytes(self):
        """Resident memory of the whole tree; pages that a master shares with its worker count twice."""
        return sum(stat.rss_pages for stat in tree(self.popen.pid)) * PAGE

    def await_ok(self, port, path, within):
        """Asks until the answer is 200; seconds since the start of the process."""
        while True:
            if status(port, path) == 200:
                return time.monotonic() - self.started
            if self.popen.poll() is not None:
                raise Failed(f"{self.name} ended with {self.popen.returncode}:\n{tail(self.log)}")
            if time.monotonic() - self.started > within:
                raise Failed(f"{self.name} gave no 200 for {path} in {within} s:\n{tail(self.log)}")
            time.sleep(0.001)

    def await_open(self, port, within):
        """Waits until it takes connections."""
        while not taken(port):
            if self.popen.poll() is not None:
                raise Failed(f"{self.name} ended with {self.popen.returncode}:\n{tail(self.log)}")
            if time.monotonic() - self.started > within:
                raise Failed(f"{self.name} took no connection in {within} s:\n{tail(self.log)}")
            time.sleep(0.01)

    def stop(self):
        """Ends the group, first politely."""
        if self in _running:
            _running.remove(self)
        for how in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.popen.pid, how)
            except ProcessLookupError:
                pass
            try:
                self.popen.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                continue


def stop_all():
    """Ends everything that still runs; also called at exit."""
    for process in list(_running):
        process.stop()


atexit.register(stop_all)


class Stat:
    """One line of /proc/PID/stat. The name is in brackets and may itself hold blanks and brackets."""

    def __init__(self, line):
        self.pid = int(line[:line.index(" ")])
        fields = line[line.rindex(")") + 2:].split()
        self.parent = int(fields[1])
        self.ticks = int(fields[11]) + int(fields[12])
        self.rss_pages = int(fields[21])


def tree(root):
    """The root and all its descendants."""
    stats = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                    stats[int(entry)] = Stat(file.read())
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        if pid in stats:
            found.append(stats[pid])
            todo += [s.pid for s in stats.values() if s.parent == pid]
    return found


def status(port, path):
    """The status of one GET on a new connection, or None when there was no answer."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as s:
            s.sendall(f"GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n".encode())
            line = s.makefile("rb").readline().split()
            return int(line[1]) if len(line) > 1 else None
    except (OSError, ValueError):
        return None


def taken(port):
    """Whether somebody listens there already."""
    with socket.socket() as s:
        s.settimeout(1)
        return s.connect_ex(("127.0.0.1", port)) == 0


def tail(path, lines=15):
    """The end of a log, for an error message."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return "".join(file.readlines()[-lines:])
