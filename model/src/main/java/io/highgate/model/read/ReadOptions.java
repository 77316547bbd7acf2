package io.highgate.model.read;

import io.highgate.model.ocelot.Compat;

/**
 * How files are read. Immutable.
 *
 * @param compat the Ocelot version whose meaning Ocelot files have
 * @param lenient whether what can be ignored is only warned of
 */
public record ReadOptions(Compat compat, boolean lenient) {

    /** Strict, and Ocelot files as the current Ocelot reads them. */
    public static ReadOptions strict() {
        return new ReadOptions(Compat.OCELOT_25, false);
    }
}
