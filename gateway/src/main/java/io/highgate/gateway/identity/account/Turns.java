package io.highgate.gateway.identity.account;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets a few tasks at a time run on another executor, and a bounded number wait, so that logins neither
 * fill the memory nor keep others from the threads. Thread-safe.
 */
final class Turns implements Executor {

    private final Executor on;
    private final int mostWaiting;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    Turns(Executor on, int atOnce, int mostWaiting) {
        this.on = on;
        this.free = atOnce;
        this.mostWaiting = mostWaiting;
    }

    /** @throws RejectedExecutionException if too many wait already */
    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            if (free == 0) {
                if (waiting.size() >= mostWaiting) {
                    throw new RejectedExecutionException("too many wait for their turn");
                }
                waiting.addLast(task);
                return;
            }
            free--;
        }
        begin(task);
    }

    private void begin(Runnable task) {
        try {
            on.execute(() -> {
                try {
                    task.run();
                } finally {
                    next();
                }
            });
        } catch (RejectedExecutionException e) {
            next();
            throw e;
        }
    }

    private void next() {
        Runnable task;
        synchronized (waiting) {
            task = waiting.pollFirst();
            if (task == null) {
                free++;
                return;
            }
        }
        begin(task);
    }
}
