package io.highgate.gateway.flow.backlog;

import java.util.Locale;

/** Who is at the other end of an outlet. */
public enum Side {
    CLIENT(true),
    ENDPOINT(true),
    /** Who asks the management port: is served while everyone else is cut. */
    OPERATOR(false);

    private final boolean mayBeCut;

    Side(boolean mayBeCut) {
        this.mayBeCut = mayBeCut;
    }

    /** Whether its connections may be cut. */
    boolean mayBeCut() {
        return mayBeCut;
    }

    /** The side as metrics spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
