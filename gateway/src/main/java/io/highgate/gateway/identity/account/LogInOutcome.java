package io.highgate.gateway.identity.account;

import io.highgate.store.session.Session;
import io.highgate.store.user.User;
import java.time.Duration;
import java.util.List;

/** How a login ended. Immutable. */
public sealed interface LogInOutcome {

    /** The user is logged in. */
    record Opened(Session session, User user) implements LogInOutcome {}

    /** It cannot be a login, whoever asks. */
    record BadRequest(List<String> problems) implements LogInOutcome {}

    /** No such user, another password, or a disabled user: which of them, nobody is told. */
    record Wrong() implements LogInOutcome {}

    /** Too many tries; nothing was looked at. */
    record Throttled(Duration waiting) implements LogInOutcome {}

    /** Whoever knows cannot be asked. */
    record Away(String what) implements LogInOutcome {}
}
