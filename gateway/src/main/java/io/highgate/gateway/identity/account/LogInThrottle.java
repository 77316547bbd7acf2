package io.highgate.gateway.identity.account;

import io.highgate.store.StoreAwayException;
import io.highgate.store.counter.Counted;
import io.highgate.store.counter.CounterStore;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * How often may be guessed: so many logins a minute from an address (of IPv6: from a /64, which one
 * customer has all of), and for a user the fewer, the more went wrong within the hour. Tries count before
 * passwords are looked at, so that guessing side by side gains nothing. A user is kept out for a minute at
 * most, and never from where the login was right within 30 days. Thread-safe; blocks nobody.
 *
 * <pre>
 * wrong within the hour   tries a minute
 *           up to 20            5
 *           up to 60            2
 *            more               1
 * </pre>
 */
public final class LogInThrottle {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration KNOWN = Duration.ofDays(30);

    /** To look at a counter, nothing is added; one that was not there ends at once. */
    private static final Duration LOOK = Duration.ofMillis(1);

    private static final int FEW = 20;
    private static final int MANY = 60;

    private final CounterStore shared;
    private final CounterStore local;
    private final int perAddress;

    /**
     * @param shared counters of all gateways
     * @param local counters of this one, bounded, for when those are away
     * @param perAddress logins a minute
     */
    public LogInThrottle(CounterStore shared, CounterStore local, int perAddress) {
        this.shared = shared;
        this.local = local;
        this.perAddress = perAddress;
    }

    /** Counts a try; how long to wait, zero if it may be made. */
    CompletionStage<Duration> enter(String name, String address) {
        return count("login:address:" + network(address), 1, MINUTE).thenCompose(of -> {
            if (of.value() > perAddress) {
                return CompletableFuture.completedStage(atLeastASecond(of.left()));
            }
            return name(name, address);
        });
    }

    private CompletionStage<Duration> name(String name, String address) {
        String key = digest(name);
        return count("login:minute:" + key, 1, MINUTE).thenCompose(minute -> {
            if (minute.value() > allowed(0)) {
                return unlessKnown(name, address, minute.left());
            }
            return count("login:hour:" + key, 1, HOUR).thenCompose(hour -> {
                if (minute.value() > allowed(hour.value())) {
                    return unlessKnown(name, address, minute.left());
                }
                return CompletableFuture.completedStage(Duration.ZERO);
            });
        });
    }

    private static int allowed(long wrong) {
        return wrong <= FEW ? 5 : wrong <= MANY ? 2 : 1;
    }

    private CompletionStage<Duration> unlessKnown(String name, String address, Duration wait) {
        return count(known(name, address), 0, LOOK)
                .thenApply(times -> times.value() > 0 ? Duration.ZERO : atLeastASecond(wait));
    }

    /** The password was right: the user's tries are forgotten, and the address is known from now on. */
    CompletionStage<?> succeeded(String name, String address) {
        String key = digest(name);
        return orLocal(it -> it.reset("login:minute:" + key))
                .thenCompose(done -> orLocal(it -> it.reset("login:hour:" + key)))
                .thenCompose(done -> count(known(name, address), 1, KNOWN));
    }

    /** The try was none. */
    CompletionStage<?> takeBack(String name, String address) {
        String key = digest(name);
        return count("login:address:" + network(address), -1, MINUTE)
                .thenCompose(done -> count("login:minute:" + key, -1, MINUTE))
                .thenCompose(done -> count("login:hour:" + key, -1, HOUR));
    }

    private static String known(String name, String address) {
        return "login:known:" + digest(name + " " + network(address));
    }

    private CompletionStage<Counted> count(String key, int amount, Duration time) {
        return orLocal(it -> it.add(key, amount, time));
    }

    private <T> CompletionStage<T> orLocal(Function<CounterStore, CompletionStage<T>> deed) {
        return deed.apply(shared)
                .exceptionallyCompose(
                        failure -> isAway(failure) ? deed.apply(local) : CompletableFuture.failedStage(failure));
    }

    private static boolean isAway(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof StoreAwayException;
    }

    private static Duration atLeastASecond(Duration wait) {
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }

    /** The address itself, of IPv6 the /64 it is in. */
    static String network(String address) {
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            byte[] octets = parsed.getAddress();
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(octets, 0, 8)
                    : HexFormat.of().formatHex(octets);
        } catch (IllegalArgumentException e) {
            return digest(address);
        }
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
