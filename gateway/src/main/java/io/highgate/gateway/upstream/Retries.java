package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Failure.Sent;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.RetrySpec;
import io.highgate.traffic.retry.Backoff;
import io.highgate.traffic.retry.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests an upstream's configuration lets be tried again, after what. Whether it can be done,
 * and by whom, is the attempt's to know. Immutable.
 */
final class Retries {

    private static final HeaderName IDEMPOTENCY_KEY = HeaderName.of("Idempotency-Key");
    private static final List<Integer> USUAL = List.of(502, 503, 504);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final int count;
    private final int replay;
    private final List<Method> methods;
    private final boolean[] statuses = new boolean[600];
    private final Backoff backoff;
    private final @Nullable Duration hedgeAfter;
    private final boolean keepBack;

    Retries(RetrySpec spec) {
        this.count = spec.count();
        this.hedgeAfter = spec.hedgeAfter();
        this.keepBack = spec.keepBack();
        this.replay = spec.body().toInt();
        this.methods = spec.methods().stream().map(Method::of).toList();
        this.backoff =
                new Backoff(spec.backoff(), spec.backoff().compareTo(LONGEST_WAIT) > 0 ? spec.backoff() : LONGEST_WAIT);
        for (int status : spec.statuses().isEmpty() ? USUAL : spec.statuses()) {
            statuses[status] = true;
        }
    }

    /** How many tries there may be beyond the first. */
    int count() {
        return count;
    }

    /** How long an answer is waited for before another endpoint is asked too; null for ever. */
    @Nullable
    Duration hedgeAfter() {
        return hedgeAfter;
    }

    /** Whether the beginning of an answer is kept back for a moment. */
    boolean keepsBack() {
        return keepBack;
    }

    /** How many octets of a body are kept for another try. */
    int replay() {
        return replay;
    }

    /** Whether to try this request again does no harm although an endpoint may have acted on it. */
    boolean isHarmless(RequestHead request) {
        return request.method().isSafe()
                || methods.contains(request.method())
                || request.headers().contains(IDEMPOTENCY_KEY);
    }

    /** Whether a request that failed so may be tried again; {@code sent} if anything of it may have been. */
    boolean isWorthIt(Failure failure, RequestHead request, boolean sent) {
        return switch (failure) {
            case Failure.ConnectFailed f -> true;
            case Failure.TlsFailed f -> true;
            case Failure.UpstreamReset f -> f.sent() == Sent.NOTHING || isHarmless(request);
            case Failure.UpstreamTimeout f -> f.sent() == Sent.NOTHING || isHarmless(request);
            case Failure.UpstreamMalformed f -> isHarmless(request);
            case Failure.Overloaded f -> !sent;
            case Failure.NoEndpoint f -> !sent;
            default -> false;
        };
    }

    /** Whether an answer with this status counts as none. */
    boolean isWorthIt(int status, RequestHead request) {
        return status < statuses.length && statuses[status] && isHarmless(request);
    }

    /**
     * Nanoseconds that an answer asks to be left alone for (Retry-After, RFC 9110 section 10.2.3); 0 if it
     * says nothing of the kind.
     */
    static long askedFor(Headers answer, Instant now) {
        int field = answer.find(HeaderName.RETRY_AFTER);
        return field < 0
                ? 0
                : RetryAfter.parse(answer.value(field), now)
                        .map(Duration::toNanos)
                        .orElse(0L);
    }

    /** The most that is waited before a retry; who asks for more is not asked again. */
    long longestWait() {
        return backoff.max().toNanos();
    }

    /** Nanoseconds to wait before a retry, the first of which comes at once if it goes elsewhere. */
    long wait(int retry, boolean elsewhere, double random) {
        return retry <= 1 && elsewhere ? 0 : backoff.nanos(retry, random);
    }
}
