package io.highgate.testkit.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One direction of a {@link Passage}: reads, does what its fault says, writes. A fault that is set
 * holds for everything that is not yet written. Runs on a virtual thread of its own; faults come from others.
 */
final class Flow implements Runnable {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PIECE = 16 * 1024;

    private final Passage passage;
    private final Socket from;
    private final Socket to;
    private final SplittableRandom random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Fault fault = Fault.NONE;
    private long left;
    private boolean silent;
    private boolean stopped;

    Flow(Passage passage, Socket from, Socket to, SplittableRandom random) {
        this.passage = passage;
        this.from = from;
        this.to = to;
        this.random = random;
    }

    void fault(Fault next) {
        lock.lock();
        try {
            fault = next;
            left = next instanceof Fault.After after ? after.octets() : 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int n = read(in, piece); n >= 0; n = read(in, piece)) {
                pass(piece, n, out);
            }
            if (awaitPassable() && !silent) {
                to.shutdownOutput();
            }
            passage.ended();
        } catch (IOException | InterruptedException broken) {
            resetWhenPassable();
        }
    }

    /** The end of one side is an end to the other, but not while nothing passes at all. */
    private void resetWhenPassable() {
        try {
            if (awaitPassable() && !silent) {
                passage.reset();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int read(InputStream in, byte[] piece) throws IOException, InterruptedException {
        return awaitPassable() ? in.read(piece) : -1;
    }

    private void pass(byte[] piece, int count, OutputStream out) throws IOException, InterruptedException {
        int at = 0;
        while (at < count && awaitPassable()) {
            Fault now = fault();
            int part = count - at;
            switch (now) {
                case Fault.None _, Fault.Stall _ -> {}
                case Fault.Delay delay -> pause(now, delay.least().toNanos() + part(delay.jitter()));
                case Fault.Throttle throttle -> {
                    part = 1;
                    pause(now, SECOND / throttle.octetsPerSecond());
                }
                case Fault.Corrupt corrupt -> corrupt(piece, at, count, corrupt.probability());
                case Fault.After _ -> part = allowed(part);
            }
            if (now instanceof Fault.After || fault() == now) {
                at += write(out, piece, at, part, now);
            }
        }
    }

    /** What a fault that has been taken back meanwhile would have done is not done. */
    private int write(OutputStream out, byte[] piece, int at, int part, Fault now) throws IOException {
        if (silent) {
            return part;
        }
        out.write(piece, at, part);
        if (now instanceof Fault.After after && spend(part) == 0) {
            silent = true; // before anyone is told: the rest is not to follow
            switch (after.ending()) {
                case END -> to.shutdownOutput();
                case RESET -> passage.reset();
                case SILENCE -> {}
            }
        }
        return part;
    }

    private int allowed(int wanted) {
        lock.lock();
        try {
            return silent ? wanted : (int) Math.min(wanted, left);
        } finally {
            lock.unlock();
        }
    }

    private long spend(int octets) {
        lock.lock();
        try {
            left = Math.max(0, left - octets);
            return left;
        } finally {
            lock.unlock();
        }
    }

    private long part(Duration jitter) {
        return jitter.isZero() ? 0 : random.nextLong(jitter.toNanos());
    }

    private void corrupt(byte[] piece, int from, int to, double probability) {
        for (int i = from; i < to; i++) {
            if (random.nextDouble() < probability) {
                piece[i] ^= (byte) (1 + random.nextInt(255));
            }
        }
    }

    private Fault fault() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while nothing passes; false if all is over. */
    private boolean awaitPassable() throws InterruptedException {
        lock.lock();
        try {
            while (fault instanceof Fault.Stall && !stopped) {
                changed.await();
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, as long as the fault stays the same. */
    private void pause(Fault because, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long rest = nanos;
            while (fault == because && !stopped && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
        } finally {
            lock.unlock();
        }
    }
}
