package io.highgate.model.spec;

import java.util.List;
import java.util.Map;

/** Who may call. Immutable. */
@Doc("Who may call. With nothing in it: everybody.")
public record AccessSpec(
        @Doc("""
                Names of authenticators, tried in this order; the first that knows the caller counts. \
                'session' is there without being configured where login is on.""") List<String> by,

        @Doc(
                value = "Whether who shows no credential passes too, as nobody; a bad one is refused all the same.",
                defaultsTo = "false")
        boolean optional,

        @Doc("Scopes, any of which the caller must have.") List<String> scopes,
        @Doc("Roles, any of which the caller must have.") List<String> roles,

        @Doc("Claims that the caller must have, by name; a value like '{id}' is what the path has there.")
        Map<String, String> claims) {

    /** Whether the caller must be known. */
    public boolean identifies() {
        return !by.isEmpty();
    }
}
