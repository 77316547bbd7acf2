import unittest

from harness import load, report
from harness.process import Failed


def measured(peer, number, cpu, scenario="small", routes=1000, errors=0):
    return {"scenario": scenario, "peer": peer, "routes": routes, "round": number,
            "cpu_us": cpu, "errors": errors}


class RatioTest(unittest.TestCase):
    def test_a_ratio_is_taken_within_a_round_before_the_median(self):
        # The machine was twice as slow in round 2; the ratio does not see it.
        nginx = [measured("nginx", 1, 10), measured("nginx", 2, 20), measured("nginx", 3, 10)]
        mine = [measured("highgate", 1, 12), measured("highgate", 2, 24), measured("highgate", 3, 11)]
        self.assertEqual(1.2, report.ratio(mine, nginx, "cpu_us"))

    def test_rounds_without_a_partner_do_not_count(self):
        self.assertIsNone(report.ratio([measured("scg", 1, 12)], [measured("nginx", 2, 10)], "cpu_us"))

    def test_a_missing_figure_has_no_ratio(self):
        self.assertIsNone(report.ratio([measured("scg", 1, 12)], [measured("nginx", 1, 10)], "rps"))


class GoalsTest(unittest.TestCase):
    def goal(self, records, text):
        return next(g for g in report.goals(records) if text in g[0])

    def test_a_goal_is_missed_just_above_its_limit(self):
        nginx = measured("nginx", 1, 100)
        self.assertTrue(self.goal([nginx, measured("highgate", 1, 125)], "100 bytes")[3])
        self.assertFalse(self.goal([nginx, measured("highgate", 1, 126)], "100 bytes")[3])

    def test_very_many_routes_are_compared_with_few(self):
        records = [measured("highgate", 1, 10, "routes", 10), measured("highgate", 1, 11, "routes", 10_000)]
        self.assertAlmostEqual(1.1, self.goal(records, "10,000 routes")[1])

    def test_what_was_not_measured_is_not_a_goal(self):
        self.assertEqual([], report.goals([measured("nginx", 1, 10)]))


class MarkdownTest(unittest.TestCase):
    def test_failures_of_all_rounds_are_added_up(self):
        text = report.markdown({}, [measured("nginx", 1, 10, errors=2), measured("nginx", 2, 10, errors=3)])
        self.assertIn("| nginx | 1000 | 10.0 (1.00) | 5 |", text)


class LoadTest(unittest.TestCase):
    def test_reads_the_line_of_results(self):
        seen = load.parse("Running 2s test\nRESULT 1000 2000000 1 2 50 99\n")
        self.assertEqual((500.0, 3, 50, 99), (seen.rate, seen.errors, seen.p50, seen.p99))

    def test_output_without_a_result_is_an_error_that_shows_it(self):
        with self.assertRaisesRegex(Failed, "unable to connect"):
            load.parse("unable to connect\n")

    def test_reads_what_h2load_says_at_its_end(self):
        seen = load.parse_h2load(
            "finished in 2.50s, 400.00 req/s, 1KB/s\n"
            "requests: 1000 total, 1010 started, 1000 done, 990 succeeded, 7 failed, 2 errored, 0 timeout\n"
            "status codes: 990 2xx, 1 3xx, 2 4xx, 3 5xx\n")
        self.assertEqual((396.0, 13, None), (seen.rate, seen.errors, seen.p50))

    def test_h2load_without_a_result_is_an_error_that_shows_it(self):
        with self.assertRaisesRegex(Failed, "refused"):
            load.parse_h2load("connect: refused\n")

    def test_spreads_over_different_routes(self):
        self.assertEqual(16, len(set(load.paths(1000, "small"))))
        self.assertEqual(10, len(set(load.paths(10, "small"))))
        self.assertEqual(["/r1/large"], load.paths(1, "large"))
