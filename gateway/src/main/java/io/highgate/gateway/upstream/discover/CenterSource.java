package io.highgate.gateway.upstream.discover;

import io.highgate.gateway.center.Center;
import io.highgate.model.spec.DiscoverSpec;
import java.util.concurrent.CompletableFuture;

/**
 * Endpoints as a center knows them: the instances of one cell. Told of changes by the center's thread;
 * thread-safe.
 */
final class CenterSource extends Source {

    private final String cell;
    private final Roll.Terms terms;
    private final Center center;
    private final Runnable follower = this::look;

    /** @param secure whether the upstream encrypts its connections */
    CenterSource(DiscoverSpec.Center spec, boolean secure, Center center, Means means) {
        super("center " + spec.cell(), spec, means);
        this.cell = spec.cell();
        this.terms = new Roll.Terms("the center", cell, secure, Found.By.CENTER);
        this.center = center;
    }

    @Override
    CompletableFuture<?> begin() {
        center.follow(cell, follower);
        look();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    void end() {
        center.leave(cell, follower);
    }

    /** The center tells of a whole change in one line of its own. */
    @Override
    boolean tellsOfEach() {
        return false;
    }

    /** One look at a time, so that an older one does not come last. */
    @Override
    synchronized void look() {
        Roll roll = Roll.of(center.registry().of(cell), terms);
        saw(roll.found(), roll.problem());
    }
}
