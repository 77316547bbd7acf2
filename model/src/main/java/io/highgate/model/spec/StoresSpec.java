package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import org.jspecify.annotations.Nullable;

/** Where it is kept what outlives a process, or is shared by several. Immutable. */
@Doc("Where it is kept what outlives a process, or is shared by several. Read when the gateway starts.")
public record StoresSpec(
        @Doc("""
                Redis, for sessions, shared limits and whatever gateways tell each other: \
                redis://[user:password@]host:port[/database], rediss:// for TLS, redis-sentinel:// and \
                redis-cluster:// with several hosts. The memory of this process when left out.""") @Nullable Secret redis,

        @Doc("""
                The database of users, tenants and the audit log: \
                postgresql://user:password@host[,host]:port/name. A file in the state folder when left out.""") @Nullable Secret database) {}
