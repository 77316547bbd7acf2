import unittest

from harness import calls, load, peers, scenarios
from harness.process import Failed

SEEN = ("finished in 2.00s, 5.00 req/s, 1KB/s\n"
        "requests: 10 total, 12 started, 10 done, {succeeded} succeeded, 0 failed, 0 errored, 0 timeout\n"
        "status codes: 10 2xx, 0 3xx, 0 4xx, 0 5xx\n"
        "traffic: 2.0KB (2000) total, 100B (100) headers (space savings 30.00%), 1.0KB ({data}) data\n")


class CallsTest(unittest.TestCase):
    def test_numbers_are_as_in_the_description_of_protobuf(self):
        self.assertEqual(b"\x08\x96\x01", calls.number(1, 150))
        self.assertEqual(b"\x00", calls.varint(0))

    def test_a_frame_tells_its_length(self):
        self.assertEqual(b"\0\0\0\0\3abc", calls.framed(b"abc"))

    def test_a_unary_call_asks_for_as_much_as_it_sends(self):
        self.assertEqual(b"\0\0\0\0\x6a\x10\x64\x1a\x66\x12\x64" + b"\0" * 100, calls.unary())

    def test_a_streaming_call_asks_for_each_message(self):
        self.assertEqual(100, calls.streaming().count(b"\x12\x02\x08\x64"))

    def test_an_error_of_grpc_counts_though_its_status_is_200(self):
        whole = load.parse_h2load(SEEN.format(succeeded=10, data=10 * calls.ANSWER), calls.ANSWER)
        self.assertEqual(0, whole.errors)
        three_empty = load.parse_h2load(SEEN.format(succeeded=10, data=7 * calls.ANSWER), calls.ANSWER)
        self.assertEqual(3, three_empty.errors)

    def test_no_answer_at_all_is_an_error(self):
        with self.assertRaisesRegex(Failed, "no result"):
            load.parse_h2load(SEEN.format(succeeded=0, data=0), calls.ANSWER)


class ScenariosTest(unittest.TestCase):
    def test_everything_that_is_measured_can_be_asked_for(self):
        self.assertLessEqual({*scenarios.SPOKEN, *scenarios.IDLE}, set(scenarios.TEXT))

    def test_every_protocol_has_a_load(self):
        spoken = {protocol for _, protocol, _ in scenarios.SPOKEN.values()} | set(scenarios.IDLE.values())
        self.assertEqual(set(load.PROTOCOLS), spoken)

    def test_nginx_speaks_http2_behind_by_the_one_way_it_has(self):
        self.assertIn("grpc_pass grpc://origin", peers.Nginx.forward("http2", "origin"))
        self.assertNotIn("Upgrade", peers.Nginx.forward("http1", "origin"))
        self.assertIn("Upgrade", peers.Nginx.forward("socket", "origin"))
