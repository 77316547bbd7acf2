package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Failure;
import io.highgate.model.spec.RefusalSpec;
import java.util.Objects;

/** What a limit's refusals say. Immutable. */
final class Refusals {

    private static final int UNAVAILABLE = 503;

    private final String limit;
    private final RefusalSpec spec;
    private final String message;

    /** @param usual the message where none is configured */
    Refusals(String limit, RefusalSpec spec, String usual) {
        this.limit = limit;
        this.spec = spec;
        this.message = Objects.requireNonNullElse(spec.message(), usual);
    }

    /** Too many requests; one may come again after so many nanoseconds. */
    Failure of(long waitNanos) {
        return new Failure.RateLimited(limit, spec.status(), code(), message, waitNanos);
    }

    /** The request does not say who it is from. */
    Failure withoutId() {
        return new Failure.RateLimited(limit, UNAVAILABLE, code(), "The request names no client", 1);
    }

    private String code() {
        RefusalSpec.Code code = spec.code();
        return (code == null ? RefusalSpec.Code.RATE_LIMIT : code).name();
    }
}
