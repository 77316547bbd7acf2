package io.highgate.center.cells;

import io.highgate.wire.cell.Instance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An instance asks to be listed. Immutable.
 *
 * @param instance what it says of itself
 * @param lease for how long that is believed without a beat; null for as long as nobody takes it away
 */
public record Registration(Instance instance, @Nullable Duration lease) {}
