package io.highgate.base.time;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The agenda of an executor that has one thread. What comes after its end is not done. Thread-safe. */
public final class ThreadAgenda implements Agenda {

    private final ScheduledExecutorService thread;
    private final Ticker ticker;
    private final Consumer<Throwable> defect;

    /**
     * An agenda for that executor, which somebody else ends.
     *
     * @param defect told what a task threw; the others go on
     */
    public ThreadAgenda(ScheduledExecutorService thread, Ticker ticker, Consumer<Throwable> defect) {
        this.thread = thread;
        this.ticker = ticker;
        this.defect = defect;
    }

    @Override
    public long nanos() {
        return ticker.nanos();
    }

    @Override
    public void execute(Runnable task) {
        try {
            thread.execute(() -> run(task));
        } catch (RejectedExecutionException ended) {
            // Who ends the thread wants nothing done any more.
        }
    }

    @Override
    public Entry after(Duration delay, Runnable task) {
        try {
            Future<?> due = thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        } catch (RejectedExecutionException ended) {
            return () -> {};
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | AssertionError e) {
            defect.accept(e);
        }
    }
}
