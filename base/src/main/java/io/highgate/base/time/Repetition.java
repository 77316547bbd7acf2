package io.highgate.base.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that is done again and again, also when it failed. Confined to its agenda but for {@link #cancel}. */
final class Repetition implements Agenda.Entry {

    private final Agenda agenda;
    private final Duration pause;
    private final Runnable task;
    private volatile boolean cancelled;
    private volatile Agenda.@Nullable Entry next;

    Repetition(Agenda agenda, Duration pause, Runnable task) {
        this.agenda = agenda;
        this.pause = pause;
        this.task = task;
    }

    Repetition begin() {
        next = agenda.after(pause, this::once);
        return this;
    }

    private void once() {
        if (cancelled) {
            return;
        }
        try {
            task.run();
        } finally {
            begin();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        Agenda.Entry due = next;
        if (due != null) {
            due.cancel();
        }
    }
}
