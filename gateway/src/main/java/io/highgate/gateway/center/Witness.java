package io.highgate.gateway.center;

import io.highgate.base.unit.HostPort;
import java.util.Locale;

/** Hears how instances of cells do, from those who ask them. Thread-safe; never blocks. */
@FunctionalInterface
public interface Witness {

    /** Nobody wants to know. */
    Witness NOBODY = (cell, address, kind) -> {};

    /** What was seen. */
    enum Kind {
        /** Nobody listened there. */
        REFUSED,
        /** It did not answer in time. */
        TIMEOUT,
        /** It broke a connection off. */
        RESET,
        /** It was left out for what it answered. */
        ERROR,
        /** It is asked again. */
        RECOVERED;

        /** As it is spelled in messages. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** That was seen of the cell's instance there. */
    void saw(String cell, HostPort address, Kind kind);
}
