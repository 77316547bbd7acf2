package io.highgate.store.registry;

import org.jspecify.annotations.Nullable;

/** Gateways that register themselves are instances of a cell too, one for each group of them. Stateless. */
public final class GatewayGroup {

    private static final String PREFIX = "gateway-group.";

    private GatewayGroup() {}

    /** The cell of the gateways of a group. */
    public static String cell(String group) {
        return PREFIX + group;
    }

    /** The group whose gateways are the instances of this cell; null for a cell of a service. */
    public static @Nullable String of(String cell) {
        return cell.startsWith(PREFIX) ? cell.substring(PREFIX.length()) : null;
    }
}
