package io.highgate.store.redis.spec;

import io.highgate.base.unit.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how it is spoken to. Immutable; prints no secrets.
 *
 * @param place where it is found
 * @param user of its access list; null for the one that Redis calls default
 * @param password of servers, not of Sentinels; null for none
 * @param tls how the connection is encrypted; null for not at all
 * @param commandTime the most that a command takes, with all its tries
 * @param mostWaiting commands that may wait for an answer on one connection; what is more is refused
 */
public record RedisSpec(
        RedisPlace place,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable RedisTls tls,
        Duration commandTime,
        int mostWaiting) {

    /** Longer than any command takes, shorter than anybody waits for a page. */
    public static final Duration COMMAND_TIME = Duration.ofMillis(500);

    /** Half a second of 20,000 commands each second. */
    public static final int MOST_WAITING = 10_000;

    public RedisSpec {
        if (commandTime.isNegative() || commandTime.isZero()) {
            throw new IllegalArgumentException("a command needs some time, not " + commandTime);
        }
        if (mostWaiting < 1) {
            throw new IllegalArgumentException("at least one command must be able to wait, not " + mostWaiting);
        }
    }

    /**
     * TLS; the server's certificate is always checked, and whether it is for the name that was asked for.
     *
     * @param trust PEM file of the certificates that are trusted; null for those that the JDK trusts
     */
    public record RedisTls(@Nullable Path trust) {}

    /** A place without password or TLS. */
    public static RedisSpec of(RedisPlace place) {
        return new RedisSpec(place, null, null, null, COMMAND_TIME, MOST_WAITING);
    }

    /** The same, where certificates of this file are trusted; changes nothing where TLS is off. */
    public RedisSpec withTrust(Path pem) {
        return new RedisSpec(place, user, password, tls == null ? null : new RedisTls(pem), commandTime, mostWaiting);
    }

    /** The same with other bounds. */
    public RedisSpec withBounds(Duration time, int waiting) {
        return new RedisSpec(place, user, password, tls, time, waiting);
    }
}
