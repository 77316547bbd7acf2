package io.highgate.bench;

import io.highgate.base.time.Ticker;
import io.highgate.base.time.Timeout;
import io.highgate.base.time.TimerWheel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request pays for its time-outs: nearly all are armed and then cancelled, next to others
 * that wait. Neither may allocate, nor cost more with more of them waiting. Confined to one thread.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimerWheelBenchmark {

    private static final long PER_TRY_NANOS = Duration.ofSeconds(30).toNanos();

    /** Time-outs that wait in the same wheel meanwhile. */
    @Param({"0", "10000"})
    int waiting;

    private final NeverFires timeout = new NeverFires();
    private TimerWheel wheel = wheel();

    /** Fills a new wheel, spread over its slots. */
    @Setup(Level.Iteration)
    public void fill() {
        wheel = wheel();
        for (int i = 0; i < waiting; i++) {
            wheel.arm(new NeverFires(), PER_TRY_NANOS + i * 1_000_000L);
        }
    }

    /** A time-out that is armed, and cancelled because the answer came. */
    @Benchmark
    public int armAndCancel() {
        wheel.arm(timeout, PER_TRY_NANOS);
        wheel.cancel(timeout);
        return wheel.armed();
    }

    /** An idle time-out that every read moves on. */
    @Benchmark
    public int armAgain() {
        wheel.arm(timeout, PER_TRY_NANOS);
        return wheel.armed();
    }

    private static TimerWheel wheel() {
        return new TimerWheel(Ticker.system(), Duration.ofMillis(10), 512);
    }

    /** The wheel is not advanced here, so it firing would be a defect of the wheel. */
    private static final class NeverFires extends Timeout {
        @Override
        protected void fire() {
            throw new IllegalStateException("nobody advanced the wheel");
        }
    }
}
