import os
import tempfile
import time
import unittest

from harness.process import Failed, Process, Stat, tree


class StatTest(unittest.TestCase):
    def test_reads_a_process_whose_name_has_blanks_and_brackets(self):
        line = "42 (a) b (c) S 7 " + "0 " * 9 + "30 12 " + "0 " * 8 + "99 0 0"
        stat = Stat(line)
        self.assertEqual((42, 7, 42, 99), (stat.pid, stat.parent, stat.ticks, stat.rss_pages))


class ProcessTest(unittest.TestCase):
    def setUp(self):
        handle, self.log = tempfile.mkstemp()
        os.close(handle)
        self.addCleanup(os.remove, self.log)

    def start(self, script):
        process = Process("it", ["sh", "-c", script], min(os.sched_getaffinity(0)), self.log)
        self.addCleanup(process.stop)
        return process

    def test_stop_ends_children_too_even_when_they_ignore_a_polite_request(self):
        process = self.start("trap '' TERM; sleep 60 & echo $!; wait; sleep 60")
        while not os.path.getsize(self.log):
            os.sched_yield()
        with open(self.log, encoding="utf-8") as file:
            child = int(file.read())
        self.assertIn(child, [stat.pid for stat in tree(process.popen.pid)])
        process.stop()
        self.assertEqual([], tree(process.popen.pid))
        # The kernel kills when it gets round to it, and a zombie stays until init reaps it.
        given_up = time.monotonic() + 5
        while state(child) not in (None, "Z") and time.monotonic() < given_up:
            os.sched_yield()
        self.assertIn(state(child), (None, "Z"))

    def test_counts_the_time_of_children_that_still_run(self):
        process = self.start("while :; do :; done & wait")
        while process.cpu_seconds() < 0.05:
            os.sched_yield()
        self.assertGreater(process.rss_bytes(), 0)

    def test_says_what_a_process_printed_that_ended_early(self):
        process = self.start("echo port is taken; exit 3")
        with self.assertRaisesRegex(Failed, "(?s)ended with 3.*port is taken"):
            process.await_ok(1, "/", 10)

    def test_gives_up_on_a_process_that_does_not_answer(self):
        process = self.start("sleep 60")
        with self.assertRaisesRegex(Failed, "no 200 for /x in 0.1 s"):
            process.await_ok(1, "/x", 0.1)


def state(pid):
    """The state of a process as /proc has it, or None when it is gone."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return None
