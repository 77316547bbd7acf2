"""Stands between two gateways while one takes over, and holds one of their words back.

usage: between.py LISTEN TARGET WORD

Whoever connects to LISTEN speaks with the gateway at TARGET; words and descriptors pass as they are,
until a line begins with WORD. From then on nothing passes, until SIGUSR1 says so; only the end of
either side is told to the other, as the kernel would tell it. One dialogue, then it ends.
"""

import array
import os
import select
import signal
import socket
import sys

listen, target, word = sys.argv[1:4]
WAKE, WAKER = os.pipe()
signal.signal(signal.SIGUSR1, lambda *_: os.write(WAKER, b"x"))


class Way:
    """One direction: a line is passed on when it is complete, a descriptor at once."""

    def __init__(self, source, sink):
        self.source, self.sink, self.line = source, sink, b""

    def step(self):
        """Takes one octet; whether the held word has come. None at the end."""
        data, control, _, _ = self.source.recvmsg(1, socket.CMSG_SPACE(4))
        if not data:
            return None
        if control:
            self.sink.sendmsg([data], [(level, kind, body) for level, kind, body in control])
            for _, _, body in control:
                for descriptor in array.array("i", body):
                    os.close(descriptor)
            return False
        self.line += data
        if data != b"\n":
            return False
        if self.line.split()[:1] == [word.encode()]:
            return True
        self.flush()
        return False

    def flush(self):
        self.sink.sendall(self.line)
        self.line = b""


def relay(new, old):
    ways = {new: Way(new, old), old: Way(old, new)}
    held = None
    while True:
        ready, _, _ = select.select([new, old, WAKE], [], [])
        if WAKE in ready:
            os.read(WAKE, 1)
            if held:
                held.flush()
                held = None
            continue
        for side in ready:
            if held:
                if not side.recv(1, socket.MSG_PEEK):
                    return
                continue
            come = ways[side].step()
            if come is None:
                return
            if come:
                held = ways[side]
                print("holding", word, flush=True)


waiting = socket.socket(socket.AF_UNIX)
waiting.bind(listen)
waiting.listen(1)
print("between", flush=True)
one, _ = waiting.accept()
other = socket.socket(socket.AF_UNIX)
other.connect(target)
try:
    relay(one, other)
except ConnectionError as end:
    print(end, flush=True)
one.close()
other.close()
