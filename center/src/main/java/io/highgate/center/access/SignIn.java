package io.highgate.center.access;

import io.highgate.store.session.Session;
import java.time.Duration;
import java.util.List;

/**
 * The built-in login, the same as that of gateways; whoever wires the process knows both. Thread-safe; blocks.
 */
@FunctionalInterface
public interface SignIn {

    /** How it ended. Immutable. */
    sealed interface Outcome {

        record Opened(Session session) implements Outcome {}

        /** It cannot be a login, whoever asks. */
        record Bad(List<String> problems) implements Outcome {}

        /** Which of them is wrong, nobody is told. */
        record Wrong() implements Outcome {}

        record Throttled(Duration waiting) implements Outcome {}

        record Away(String what) implements Outcome {}
    }

    Outcome signIn(String name, String password, String address) throws InterruptedException;
}
