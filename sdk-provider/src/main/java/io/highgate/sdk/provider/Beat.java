package io.highgate.sdk.provider;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.time.Duration;

/** How often the center wants to hear of a service, as it says when it takes it. Stateless. */
final class Beat {

    private Beat() {}

    /** What it says, if that is more often than what was offered; else what was offered. */
    static Duration told(String body, Timing offered) {
        try {
            long most = offered.beat().toMillis();
            Fields fields = Fields.read(body);
            return Duration.ofMillis(Math.max(LEAST, Math.min(most, fields.numberOr("beat", 1, Long.MAX_VALUE, most))));
        } catch (JsonException other) {
            return offered.beat();
        }
    }

    /** Nobody can want more. */
    private static final long LEAST = 100;
}
