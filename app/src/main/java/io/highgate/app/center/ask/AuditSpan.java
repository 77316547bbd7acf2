package io.highgate.app.center.ask;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the audit log are meant; null means all. Immutable.
 *
 * @param since not before
 * @param to before
 * @param cell of this cell only
 */
public record AuditSpan(
        @Nullable Instant since,
        @Nullable Instant to,
        @Nullable String cell) {

    Query query() {
        return Query.NONE.with("since", since).with("to", to).with("cell", cell);
    }
}
