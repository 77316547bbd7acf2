package io.highgate.gateway.center;

import io.highgate.wire.stream.Position;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with the centers, for operators. Immutable.
 *
 * @param center who is followed, or was asked last
 * @param forNanos how long it has been so
 * @param live whether what is known was told by a center since the start, and not only read from disk
 * @param doubtful instances that are kept although the center does not know them
 * @param told requests that a center has counted
 * @param untold requests that no center will ever count
 * @param problem what was in the way last; null while a center is followed
 */
public record Figures(
        String center,
        boolean follows,
        long forNanos,
        boolean away,
        boolean live,
        @Nullable Position at,
        int cells,
        int instances,
        int doubtful,
        long changes,
        long losses,
        long reported,
        long unreported,
        long told,
        long untold,
        long untoldSpans,
        @Nullable String problem) {}
