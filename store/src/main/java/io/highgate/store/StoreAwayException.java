package io.highgate.store;

import org.jspecify.annotations.Nullable;

/**
 * A store does not answer in time, or not at all. It is unknown whether a change was made, unless
 * {@link #isUndone}.
 */
public final class StoreAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean undone;

    /**
     * @param message which store, and what is the matter with it; holds no secrets
     * @param undone whether it is certain that nothing was changed
     * @param cause null where its words may hold secrets
     */
    public StoreAwayException(String message, boolean undone, @Nullable Throwable cause) {
        super(message, cause);
        this.undone = undone;
    }

    /** Whether it is certain that nothing was changed, so that it may be tried again. */
    public boolean isUndone() {
        return undone;
    }
}
