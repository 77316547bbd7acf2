package io.highgate.center.cells;

import io.highgate.wire.stream.Position;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How a center's knowledge of the registry goes on. Immutable. */
public sealed interface Step {

    /** Where it stands then. */
    Position position();

    /**
     * One entry has changed; the number is the one behind the last.
     *
     * @param key whose
     * @param before null if it was not there
     * @param now null if it is gone
     */
    record Changed(
            Position position,
            String key,
            @Nullable Seen before,
            @Nullable Seen now) implements Step {}

    /** It was read as a whole: what was known before counts for nothing. */
    record Replaced(Position position, Collection<Seen> all) implements Step {}
}
