package io.highgate.gateway.identity.keys;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of looking for keys. Immutable. */
public sealed interface Loaded {

    /** There are keys; {@code good} is how long, if whoever gave them said so. */
    record Good(KeySet keys, @Nullable Duration good) implements Loaded {}

    /** There are none. */
    record Bad(String why) implements Loaded {}
}
