package io.highgate.center.access;

import io.highgate.store.StoreAwayException;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in with the built-in login, at a gateway or here. Sessions of people whom a provider vouches
 * for were opened for gateways: such people come with the provider's token. Thread-safe; blocks.
 */
public final class SessionCallers {

    private final SessionStore sessions;
    private final Map<String, Role> roles;
    private final InstantSource clock;
    private final Duration patience;

    /** What the roles of users mean here, if nobody says otherwise: a {@code client} may do nothing. */
    public static final Map<String, Role> USUAL =
            Map.of("admin", Role.ADMIN, "operator", Role.OPERATOR, "viewer", Role.VIEWER);

    /**
     * Callers by sessions.
     *
     * @param roles what roles of users mean here; others mean nothing
     * @param patience with the store
     */
    public SessionCallers(SessionStore sessions, Map<String, Role> roles, InstantSource clock, Duration patience) {
        this.sessions = sessions;
        this.roles = Map.copyOf(roles);
        this.clock = clock;
        this.patience = patience;
    }

    Finding byToken(String token) {
        Session session = find(token);
        if (session == null || !session.expires().isAfter(clock.instant()) || !session.isOfOurOwn()) {
            return new Finding.Unknown("the session has ended: log in again");
        }
        Role role = roles.get(session.role());
        return role == null
                ? new Finding.Known(new Caller.Guest("user " + session.user()))
                : new Finding.Known(new Caller.Operator("user " + session.user(), role));
    }

    /** The session of a token, or null. */
    public @Nullable Session find(String token) {
        try {
            return sessions.find(token).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAwayException("nobody waits for the session any more", true, null);
        } catch (TimeoutException e) {
            throw new StoreAwayException("the session store does not answer", true, null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreAwayException away) {
                throw away;
            }
            throw new IllegalStateException("the session store failed", e.getCause());
        }
    }
}
