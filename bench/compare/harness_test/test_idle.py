import socket
import threading
import unittest

from harness import idle
from harness.process import Failed

SERIAL = """1234:
 def new generation   total 14784K, used 4096K [0x1, 0x2, 0x3)
  eden space 13184K,   0% used [0x1, 0x2, 0x3)
 tenured generation   total 32768K, used 1024K [0x1, 0x2, 0x3)
 Metaspace       used 20000K, committed 20480K, reserved 1114112K
  class space    used 2000K, committed 2240K, reserved 1048576K
"""
G1 = """1234:
 garbage-first heap   total 65536K, committed 65536K, used 7168K [0x1, 0x2)
  region size 1024K, 2 young (2048K), 0 survivors (0K)
 Metaspace       used 20000K, committed 20480K, reserved 1114112K
"""


class HeapTest(unittest.TestCase):
    def test_generations_are_added_up_and_classes_left_out(self):
        self.assertEqual(5 * 1024 * 1024, idle.used(SERIAL))
        self.assertEqual(7 * 1024 * 1024, idle.used(G1))

    def test_what_tells_no_heap_is_an_error_that_shows_it(self):
        with self.assertRaisesRegex(Failed, "no such process"):
            idle.used("no such process")


class LimitTest(unittest.TestCase):
    def test_as_many_as_fit_are_opened(self):
        self.assertEqual(9_750, idle.fitting(10_000, 2, 20_000))
        self.assertEqual(10_000, idle.fitting(10_000, 1, 20_000))

    def test_a_limit_that_allows_none_is_an_error_that_says_what_is_needed(self):
        with self.assertRaisesRegex(Failed, "ulimit -Hn 20500"):
            idle.fitting(10_000, 2, 256)


class IdleTest(unittest.TestCase):
    def setUp(self):
        self.server = socket.create_server(("127.0.0.1", 0), backlog=16)
        self.addCleanup(self.server.close)
        self.port = self.server.getsockname()[1]
        self.accepted = []

    def serve(self, answer, count, then_end=False):
        def run():
            for _ in range(count):
                client, _ = self.server.accept()
                self.accepted.append(client)
                client.recv(65536)
                client.sendall(answer)
                if then_end:
                    client.shutdown(socket.SHUT_WR)
        thread = threading.Thread(target=run)
        thread.start()
        self.addCleanup(lambda: [client.close() for client in self.accepted])
        self.addCleanup(thread.join)

    def test_connections_that_were_closed_are_counted(self):
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 3)
        clients = idle.Idle(self.port, "plain", ["/a", "/b"], 3)
        self.addCleanup(clients.close)
        self.assertEqual(0, clients.lost())
        self.accepted[1].shutdown(socket.SHUT_RDWR)
        self.assertEqual(1, clients.lost())

    def test_an_answer_other_than_200_is_an_error(self):
        self.serve(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", 1)
        with self.assertRaisesRegex(Failed, "503"):
            idle.Idle(self.port, "plain", ["/a"], 1)

    def test_a_websocket_that_is_refused_is_an_error(self):
        self.serve(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", 1)
        with self.assertRaisesRegex(Failed, "no WebSocket.*403"):
            idle.Idle(self.port, "ws", ["/a"], 1)

    def test_a_connection_that_ends_early_is_an_error(self):
        self.serve(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", 1, then_end=True)
        with self.assertRaisesRegex(Failed, "closed a connection"):
            idle.Idle(self.port, "plain", ["/a"], 1)
