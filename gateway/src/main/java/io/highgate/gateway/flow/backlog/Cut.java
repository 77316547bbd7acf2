package io.highgate.gateway.flow.backlog;

import java.util.Locale;

/**
 * Why a connection was cut for want of buffers. Passes along the connection's handlers as an event
 * right before it is closed, so that its exchanges know whose fault it was.
 */
public enum Cut {
    /** It had taken nothing for longest. */
    STALLED,
    /** It would have grown although everything was full. */
    OVERFLOW;

    /** The reason as metrics spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
