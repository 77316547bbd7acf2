package io.highgate.traffic.health;

/**
 * How an endpoint stands, why, in words, and since when on the ticker it is measured with. Immutable.
 *
 * @param detail what was seen, e.g. "6 in a row failed"; may be empty
 */
public record Standing(HealthState state, Cause cause, String detail, long since) {}
