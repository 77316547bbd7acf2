package io.highgate.store.sql;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One try of a call: connection, work, commit. Confined to one thread. */
final class OneTry {

    private final Jdbi jdbi;
    private final @Nullable SharedFlush flush;
    private Trouble.Stage stage = Trouble.Stage.CONNECT;

    /** @param flush where a commit is on the disk only after a word more; null elsewhere */
    OneTry(Jdbi jdbi, @Nullable SharedFlush flush) {
        this.jdbi = jdbi;
        this.flush = flush;
    }

    /** How far it came. */
    Trouble.Stage stage() {
        return stage;
    }

    <T> T read(Work<T> work) {
        Handle handle = jdbi.open();
        try {
            stage = Trouble.Stage.WORK;
            return work.on(handle);
        } finally {
            giveBack(handle);
        }
    }

    <T> T write(Work<T> work) {
        Handle handle = jdbi.open();
        try {
            stage = Trouble.Stage.WORK;
            T result = inTransaction(handle, work);
            stage = Trouble.Stage.COMMIT;
            handle.commit();
            if (flush != null) {
                // H2 leaves the disk to the operating system otherwise.
                flush.await(() -> handle.execute("CHECKPOINT SYNC"));
            }
            return result;
        } finally {
            giveBack(handle);
        }
    }

    private static <T> T inTransaction(Handle handle, Work<T> work) {
        handle.begin();
        try {
            return work.on(handle);
        } catch (RuntimeException | Error e) {
            undo(handle, e);
            throw e;
        }
    }

    private static void undo(Handle handle, Throwable reason) {
        try {
            handle.rollback();
        } catch (RuntimeException e) {
            reason.addSuppressed(e); // without a connection the server undoes it by itself
        }
    }

    /** What the call has done is done: the pool throws away what cannot be closed properly. */
    private static void giveBack(Handle handle) {
        try {
            handle.close();
        } catch (RuntimeException ofTheConnection) {
            // Nothing depends on it any more.
        }
    }
}
