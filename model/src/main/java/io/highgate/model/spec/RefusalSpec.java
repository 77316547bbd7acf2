package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** What a refusal says. Immutable. */
@Doc("What a refusal says.")
public record RefusalSpec(
        @Doc(value = "The status.", defaultsTo = "429", min = 400, max = 599)
        int status,

        @Doc("The code: 'rate-limit', 'quota-exceeded' or 'too-many-requests', in upper case with '_'; RATE_LIMIT when"
                + " left out, QUOTA_EXCEEDED for quotas.")
        @Nullable
        Code code,

        @Doc("The message; one that names the limit when left out.") @Nullable
        String message) {

    /** The code of a refusal. */
    public enum Code {
        RATE_LIMIT,
        QUOTA_EXCEEDED,
        TOO_MANY_REQUESTS
    }
}
