package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** Where in a token's claims it stands who the caller is. Immutable. */
@Doc("""
        Where in the claims it stands who the caller is. A dot goes into an object, like realm_access.roles; \
        a claim that has the whole name wins.""")
public record ClaimNamesSpec(
        @Doc(value = "The caller's name.", defaultsTo = "sub")
        String user,

        @Doc(value = "Roles: a list, or a text with spaces in between.", defaultsTo = "roles")
        String roles,

        @Doc(value = "Scopes: a list, or a text with spaces in between.", defaultsTo = "scope")
        String scopes,

        @Doc("The tenant; none when left out.") @Nullable String tenant,

        @Doc("The cells that may be called; all when left out or when the claim is missing.") @Nullable
        String allowedCells) {}
