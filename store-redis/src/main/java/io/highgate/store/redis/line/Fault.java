package io.highgate.store.redis.line;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a try that failed says of the next one. */
enum Fault {
    /** It did not leave this process. */
    UNSENT,
    /** The server has not done it, and may do so soon. */
    NOT_NOW,
    /** It was not done, and to try again would be of no use: the server says no, or too many wait already. */
    REFUSED,
    /** Nobody knows whether it was done. */
    UNKNOWN;

    private static final Set<String> SOON =
            Set.of("LOADING", "READONLY", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "BUSY");

    /** How Lettuce begins to say that it has not written a command (DefaultEndpoint). */
    private static final List<String> UNWRITTEN = List.of("Currently not connected.", "Connection is closed");

    /** The same, when too many wait already (and CommandHandler, before it writes). */
    private static final List<String> TOO_MANY =
            List.of("Request queue size exceeded", "Internal stack size exceeded", "Command buffer size exceeded");

    static Fault of(Throwable failure) {
        Throwable reason = reason(failure);
        if (reason instanceof RedisCommandExecutionException) {
            return SOON.contains(code(reason)) ? NOT_NOW : REFUSED;
        }
        if (reason instanceof RedisConnectionException) {
            return UNSENT;
        }
        if (!(reason instanceof RedisException)) {
            return UNKNOWN;
        }
        String message = String.valueOf(reason.getMessage());
        if (TOO_MANY.stream().anyMatch(message::startsWith)) {
            return REFUSED;
        }
        return UNWRITTEN.stream().anyMatch(message::startsWith) ? UNSENT : UNKNOWN;
    }

    /** Whether it is certain that nothing was changed. */
    boolean isUndone() {
        return this != UNKNOWN;
    }

    /** In words, without what a server repeats of a command: that may hold tokens. */
    static String words(Throwable failure) {
        Throwable reason = reason(failure);
        if (reason instanceof RedisCommandExecutionException) {
            return "it answers " + code(reason);
        }
        Throwable root = reason;
        for (Throwable next = root; next != null; next = next.getCause()) {
            root = next;
        }
        return switch (root) {
            case RedisCommandExecutionException refused -> "it answers " + code(refused);
            case IOException io -> String.valueOf(io.getMessage());
            case RedisException own when Fault.of(own).isUndone() -> String.valueOf(own.getMessage());
            default -> root.getClass().getSimpleName();
        };
    }

    /** Whether the server is a replica now. */
    static boolean isReplicas(Throwable failure) {
        return reason(failure) instanceof RedisCommandExecutionException refused
                && code(refused).equals("READONLY");
    }

    private static String code(Throwable refused) {
        @Nullable String message = refused.getMessage();
        String text = message == null ? "" : message.stripLeading();
        int end = 0;
        while (end < text.length() && (Character.isUpperCase(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end == 0 ? "ERR" : text.substring(0, end);
    }

    private static Throwable reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? reason(cause) : failure;
    }
}
