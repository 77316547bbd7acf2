package io.highgate.gateway.upstream.discover;

import io.highgate.model.spec.DnsSpec;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When DNS is asked again, in nanoseconds from now. Immutable. */
record Cadence(long least, long most, long forgetAfter) {

    /** While there is no answer: soon, and then not so soon. */
    static final long RETRY = TimeUnit.SECONDS.toNanos(1);

    private static final int DOUBLED = 3;

    /** So often nothing is heard of a name until it is believed. */
    static final int BELIEVED = 3;

    static Cadence of(DnsSpec spec) {
        return new Cadence(
                spec.leastTtl().toNanos(),
                spec.mostTtl().toNanos(),
                spec.forgetAfter().toNanos());
    }

    /** When what was answered has had its time; up to a tenth later, so that gateways spread. */
    long after(long ttlSeconds, double chance) {
        long ttl = TimeUnit.SECONDS.toNanos(
                Math.min(ttlSeconds, Duration.ofDays(365).toSeconds()));
        long bounded = Math.max(least, Math.min(ttl, most));
        return Math.min(bounded + (long) (bounded * 0.1 * chance), Math.max(most, least));
    }

    /** After so many failures in a row, at least one: 1 s, 2 s, 4 s, 8 s from then on, give or take a quarter. */
    long afterFailures(int failures, double chance) {
        long pause = RETRY << Math.min(failures - 1, DOUBLED);
        return (long) (pause * (0.75 + 0.5 * chance));
    }

    /** While it is not believed yet that there is nothing any more. */
    long whileDoubted(long ttlSeconds, double chance) {
        return Math.min(after(ttlSeconds, chance), Math.max(least, forgetAfter / (BELIEVED + 1)));
    }
}
