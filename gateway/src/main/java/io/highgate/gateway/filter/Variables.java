package io.highgate.gateway.filter;

import org.jspecify.annotations.Nullable;

/**
 * What {@code {name}} stands for in the values of an exchange: {@code client_ip}, {@code host},
 * {@code request_id}, the captures of its route. Confined to the exchange's event loop.
 */
@FunctionalInterface
public interface Variables {

    /** The value as it is written into a field, or null when there is nothing of that name. */
    @Nullable
    String value(String name);

    /** Whether the client's connection is encrypted. */
    default boolean isSecure() {
        return false;
    }
}
