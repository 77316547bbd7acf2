package io.highgate.sdk.provider;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says each change of state once: to the log, to the listener, and to whoever asks for the state. Written
 * by the provider's thread; {@link #state} and {@link #reason} may be read by any.
 */
final class Flips {

    private static final System.Logger LOG = System.getLogger("io.highgate.sdk.provider");

    /** A service that takes longer to be ready is worth a line. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ProviderListener listener;
    private final String name;
    private final Set<String> refused = new HashSet<>();
    private volatile ProviderState state = ProviderState.NOT_READY;
    private volatile String reason = "";
    private long since;
    private boolean begun;
    private boolean saidLong;
    private String lastDefect = "";

    Flips(String name, ProviderListener listener) {
        this.name = name;
        this.listener = listener;
    }

    ProviderState state() {
        return state;
    }

    String reason() {
        return reason;
    }

    void at(ProviderState now, String why, long nanos) {
        ProviderState before = state;
        reason = why;
        if (!begun || before != now) {
            state = now;
            say(
                    now,
                    why,
                    begun
                            ? " (" + before + " for "
                                    + Duration.ofNanos(nanos - since).toMillis() + " ms)"
                            : "");
            since = nanos;
            begun = true;
            tell(before, now, why);
        } else if (now == ProviderState.NOT_READY && !saidLong && nanos - since > LONG.toNanos()) {
            saidLong = true;
            LOG.log(System.Logger.Level.WARNING, name + " is still not registered: " + why);
        }
    }

    private void say(ProviderState now, String why, String after) {
        boolean bad = now == ProviderState.AWAY || now == ProviderState.REFUSED;
        LOG.log(bad ? System.Logger.Level.WARNING : System.Logger.Level.INFO, name + " is " + now + ": " + why + after);
    }

    private void tell(ProviderState before, ProviderState now, String why) {
        if (before == now) {
            return;
        }
        try {
            listener.changed(before, now, why);
        } catch (RuntimeException | Error fault) {
            // The listener is the host's: what is wrong with it must not stop the beats.
            LOG.log(System.Logger.Level.WARNING, name + ": its listener failed", fault);
        }
    }

    /** An interface was declared, or refused for this reason: said once, until it works. */
    void declared(String declaration, @Nullable String refusal) {
        if (refusal == null) {
            refused.remove(declaration);
            LOG.log(System.Logger.Level.INFO, name + " has declared " + declaration);
        } else if (refused.add(declaration)) {
            LOG.log(System.Logger.Level.WARNING, name + " could not declare " + declaration + ": " + refusal);
        }
    }

    void defect(Throwable defect) {
        if (defect.toString().equals(lastDefect)) {
            return;
        }
        lastDefect = defect.toString();
        LOG.log(System.Logger.Level.WARNING, name + ": the provider stumbled and goes on in a while", defect);
    }

    /** There was no thread to be had: the host goes on without the provider. */
    void neverRan(Throwable why) {
        state = ProviderState.CLOSED;
        reason = "there is no thread for it";
        LOG.log(System.Logger.Level.ERROR, name + " is not registered: " + reason, why);
    }
}
