package io.highgate.testkit;

import io.highgate.base.time.Agenda;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Many agendas on one thread, whose time leaps from one thing that is due to the next: what takes hours
 * in the world takes moments here, and the same again each time. A process that stands still is an agenda
 * that is {@link Node#pause paused}. Confined to the test's thread.
 */
public final class Simulation {

    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long number;
    private Runnable afterEach = () -> {};

    private record Due(long at, long number, Node node, Runnable task, boolean[] cancelled) {}

    /** The agenda of one simulated process. */
    public final class Node implements Agenda {

        private long pausedUntil;
        private boolean killed;

        private Node() {}

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void execute(Runnable task) {
            after(Duration.ZERO, task);
        }

        @Override
        public Entry after(Duration delay, Runnable task) {
            boolean[] cancelled = {false};
            queue.add(new Due(now + Math.max(0, delay.toNanos()), number++, this, task, cancelled));
            return () -> cancelled[0] = true;
        }

        /** Stands still for so long, as with SIGSTOP: what would have been due is done at its end. */
        public void pause(Duration time) {
            pausedUntil = Math.max(pausedUntil, now + time.toNanos());
        }

        /** Does nothing any more. */
        public void kill() {
            killed = true;
        }

        public boolean isKilled() {
            return killed;
        }
    }

    /** A new process, simulated. */
    public Node node() {
        return new Node();
    }

    /** Has this done behind each step: the place for what must hold always. */
    public void afterEach(Runnable check) {
        afterEach = check;
    }

    /** Nanoseconds since the beginning. */
    public long nanos() {
        return now;
    }

    /** Lets so much time pass, and all happen that is due until then. */
    public void pass(Duration time) {
        long end = now + time.toNanos();
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            step(queue.remove());
        }
        now = end;
    }

    private void step(Due due) {
        now = Math.max(now, due.at());
        if (due.cancelled()[0] || due.node().killed) {
            return;
        }
        if (due.node().pausedUntil > now) {
            queue.add(new Due(due.node().pausedUntil, due.number(), due.node(), due.task(), due.cancelled()));
            return;
        }
        due.task().run();
        afterEach.run();
    }
}
