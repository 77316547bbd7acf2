package io.highgate.gateway.quota;

/**
 * What a tenant may ask for. Immutable.
 *
 * @param perMinute requests within any minute; 0 for any number
 * @param perDay requests in 24 hours; 0 for any number
 */
public record Quota(long perMinute, long perDay) {

    /** Any number of requests. */
    public static final Quota NONE = new Quota(0, 0);
}
