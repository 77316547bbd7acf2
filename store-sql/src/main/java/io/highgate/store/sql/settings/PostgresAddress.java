package io.highgate.store.sql.settings;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A PostgreSQL server, or several that replicate each other, of which the primary is asked. Immutable;
 * prints no secrets.
 *
 * @param hosts in the order in which they are tried
 * @param user who logs in
 * @param password empty if there is none
 * @param options as the driver names them
 */
public record PostgresAddress(
        List<HostPort> hosts, String database, String user, Secret password, Map<String, String> options)
        implements SqlAddress {

    public PostgresAddress {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    @Override
    public String shown() {
        return "PostgreSQL at " + hosts.stream().map(HostPort::toString).collect(Collectors.joining(",")) + "/"
                + database;
    }

    /** Without options: there are secrets among them. */
    @Override
    public String toString() {
        return shown();
    }
}
