package io.highgate.store.counter;

import java.time.Duration;

/**
 * What a counter says.
 *
 * @param value with what was just added
 * @param left until it begins again at 0
 */
public record Counted(long value, Duration left) {}
