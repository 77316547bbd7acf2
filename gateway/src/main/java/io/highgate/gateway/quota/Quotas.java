package io.highgate.gateway.quota;

/**
 * What tenants may ask for, as whoever keeps them says. Thread-safe; never blocks: it is asked for each
 * request of a tenant, and so answers from memory.
 */
@FunctionalInterface
public interface Quotas {

    /** Nobody keeps any. */
    Quotas NONE = tenant -> Quota.NONE;

    /** What that tenant may ask for; {@link Quota#NONE} if nobody has said so, or it is not known yet. */
    Quota of(String tenant);
}
