package io.highgate.gateway.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves the names of endpoints, again and again, away from the event loops. A name that does not
 * resolve is no reason not to start: it is reported once, retried, and the last known address stays
 * in use. It has threads of its own: a resolver that hangs delays nothing but other names.
 * Thread-safe.
 */
public final class Names {

    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    /** Short enough to follow a fail-over, long enough to be no load on a resolver. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration FIRST_TRY = Duration.ofSeconds(2);

    private final ScheduledExecutorService resolving;
    private final Set<Endpoint> watched = ConcurrentHashMap.newKeySet();

    public Names(ScheduledExecutorService resolving) {
        this.resolving = resolving;
    }

    /** Resolves it from now on; what is returned completes when the first try is over. */
    CompletableFuture<?> watch(Endpoint endpoint) {
        String host = endpoint.address().host();
        if (isLiteral(host)) {
            resolve(endpoint);
            return CompletableFuture.completedFuture(null);
        }
        watched.add(endpoint);
        return CompletableFuture.runAsync(() -> refresh(endpoint), resolving);
    }

    /**
     * Waits a moment for first tries: a new configuration should not begin to serve before its names
     * are known, but a resolver that hangs must not keep it from serving either.
     */
    public static void await(List<CompletableFuture<?>> firstTries) {
        try {
            CompletableFuture.allOf(firstTries.toArray(CompletableFuture[]::new))
                    .get(FIRST_TRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "not everything that was asked for names and cells has answered within {} ms; going on",
                    FIRST_TRY.toMillis());
        }
    }

    void forget(Endpoint endpoint) {
        watched.remove(endpoint);
    }

    /** An address needs no resolver: it holds a colon, or its last label is a number (RFC 1123 section 2.1). */
    static boolean isLiteral(String host) {
        String last = host.substring(host.lastIndexOf('.') + 1);
        return host.indexOf(':') >= 0 || !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void refresh(Endpoint endpoint) {
        if (watched.contains(endpoint)) {
            boolean resolved = resolve(endpoint);
            Duration pause = resolved ? AGAIN : SOON;
            resolving.schedule(() -> refresh(endpoint), pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static boolean resolve(Endpoint endpoint) {
        boolean failedBefore = endpoint.resolveProblem() != null;
        try {
            InetAddress address = InetAddress.getByName(endpoint.address().host());
            endpoint.resolved(new InetSocketAddress(address, endpoint.address().port()));
            if (failedBefore) {
                LOG.info("the name of endpoint {} resolves again", endpoint);
            }
            return true;
        } catch (UnknownHostException e) {
            endpoint.unresolved(
                    "the name does not resolve: " + endpoint.address().host());
            if (!failedBefore) {
                LOG.warn("the name of endpoint {} does not resolve; trying again every second", endpoint);
            }
            return false;
        }
    }
}
