package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import org.jspecify.annotations.Nullable;

/** The management port. Immutable. */
@Doc("The management port: metrics, health, snapshot, explain, drain.")
public record ManagementSpec(
        @Doc(value = "Address and port. Opening it wider than loopback needs a token.", defaultsTo = "127.0.0.1:8001")
        HostPort bind,

        @Doc("Asked for as 'Authorization: Bearer ...' on everything but /livez, /readyz and /healthz.") @Nullable
        Secret token) {}
