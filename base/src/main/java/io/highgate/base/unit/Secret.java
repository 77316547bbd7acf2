package io.highgate.base.unit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen: it prints as dots and is compared in constant time. Immutable. */
public final class Secret {

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself; for the one place that needs it, never for a log line. */
    public String reveal() {
        return value;
    }

    /** Whether the candidate is the secret; the time taken does not depend on where they differ. */
    public boolean matches(String candidate) {
        return MessageDigest.isEqual(
                value.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && matches(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "••••";
    }
}
