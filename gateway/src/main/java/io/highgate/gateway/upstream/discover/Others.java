package io.highgate.gateway.upstream.discover;

import io.highgate.gateway.center.Keeper;
import io.highgate.gateway.center.Shelf;
import io.highgate.registries.Registries;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The registries of others.
 *
 * @param kept what they said last, for the time they are away
 */
public record Others(Registries registries, KeptServices kept) implements AutoCloseable {

    private static final String ABOUT = "registries of others";

    /**
     * Those that have said nothing yet.
     *
     * @param shelf where it outlives the process what they say
     * @param executor where it is written, which may block
     */
    public Others(Registries registries, Shelf shelf, ScheduledExecutorService executor) {
        this(registries, new KeptServices(new Keeper.Place(shelf, ABOUT, executor)));
    }

    /** Nobody is asked any more; what is known is kept. */
    @Override
    public void close() {
        registries.close();
        kept.close();
    }
}
