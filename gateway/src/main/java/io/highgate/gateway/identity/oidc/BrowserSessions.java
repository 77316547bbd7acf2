package io.highgate.gateway.identity.oidc;

import io.highgate.gateway.exchange.Caller;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of those who logged in at one provider, in the store that all gateways share. Users and
 * roles carry the authenticator's name there: somebody who is called admin elsewhere is no administrator
 * here, and no session of another kind counts as one of these. Thread-safe.
 */
final class BrowserSessions {

    private static final String NO_ROLE = "client";

    private final String name;
    private final String prefix;
    private final SessionStore store;
    private final RandomGenerator secrets;

    BrowserSessions(String name, SessionStore store, RandomGenerator secrets) {
        this.name = name;
        this.prefix = name + ":";
        this.store = store;
        this.secrets = secrets;
    }

    /** Opens one and says its token, which nobody knew before (no session fixation). */
    CompletionStage<String> open(Caller caller, Instant now, Duration lasts) {
        String token = Session.newToken(secrets);
        String roles = caller.roles().isEmpty()
                ? NO_ROLE
                : String.join(" ", caller.roles().stream().sorted().toList());
        Session session =
                new Session(token, prefix + caller.name(), prefix + roles, caller.allowedCells(), now, now.plus(lasts));
        return store.open(session).thenApply(_ -> token);
    }

    /** Whose session it is; null if there is none of these. */
    CompletionStage<@Nullable Caller> find(String token) {
        return store.find(token).thenApply(this::caller);
    }

    CompletionStage<Boolean> close(String token) {
        return store.close(token);
    }

    private @Nullable Caller caller(@Nullable Session session) {
        if (session == null
                || !session.user().startsWith(prefix)
                || !session.role().startsWith(prefix)) {
            return null;
        }
        String user = session.user().substring(prefix.length());
        List<String> roles = List.of(session.role().substring(prefix.length()).split(" "));
        return new Caller(
                name,
                user,
                "session " + session.trace(),
                Set.copyOf(roles),
                Set.of(),
                null,
                session.allowedCells(),
                Map.of("sub", List.of(user), "roles", roles),
                session.expires());
    }
}
