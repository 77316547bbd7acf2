package io.highgate.gateway.steer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request would go, and why. Immutable.
 *
 * @param upstream null where chance decides
 * @param reasons nothing where there is no choice
 */
public record Outlook(@Nullable String upstream, List<String> reasons) {}
