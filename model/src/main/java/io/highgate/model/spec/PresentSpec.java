package io.highgate.model.spec;

/** Fields that tell upstreams who asks. Immutable. */
@Doc("""
        Fields that tell upstreams who asks. What clients send under these names never goes on; 'off' sends none, \
        and lets the client's through.""")
public record PresentSpec(
        @Doc(value = "The caller's name.", defaultsTo = "X-Auth-User")
        String user,

        @Doc(value = "The caller's roles, with commas in between.", defaultsTo = "X-Auth-Roles")
        String roles,

        @Doc(value = "The caller's scopes, with spaces in between.", defaultsTo = "X-Auth-Scopes")
        String scopes) {}
