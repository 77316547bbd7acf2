package io.highgate.store.tenant;

import java.util.List;
import java.util.Map;

/**
 * On whose behalf requests are made. Immutable.
 *
 * @param id unique; as requests name it
 * @param name for people
 * @param enabled whether its requests are let in
 * @param requestsPerMinute most of it, 0 for no bound
 * @param requestsPerDay most of it, 0 for no bound
 * @param roles that its users may have
 * @param config what cells are told of it
 * @param version grows with every change, from 1
 */
public record Tenant(
        String id,
        String name,
        boolean enabled,
        long requestsPerMinute,
        long requestsPerDay,
        List<String> roles,
        Map<String, String> config,
        long version) {

    public Tenant {
        roles = List.copyOf(roles);
        config = Map.copyOf(config);
    }

    /** The same under another number. */
    public Tenant withVersion(long number) {
        return new Tenant(id, name, enabled, requestsPerMinute, requestsPerDay, roles, config, number);
    }
}
