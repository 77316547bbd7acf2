package io.highgate.app.center;

import io.highgate.center.access.SignIn;
import io.highgate.gateway.identity.account.Accounts;
import io.highgate.gateway.identity.account.LogIn;
import io.highgate.gateway.identity.account.LogInOutcome;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has the center log people in as gateways do, with the same users and sessions. Thread-safe; blocks. */
record BuiltInSignIn(Accounts accounts) implements SignIn {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public Outcome signIn(String name, String password, String address) throws InterruptedException {
        try {
            return outcome(accounts.logIn(new LogIn(name, password, address))
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            return new Outcome.Away("the user store");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a login failed", e.getCause());
        }
    }

    private static Outcome outcome(LogInOutcome outcome) {
        return switch (outcome) {
            case LogInOutcome.Opened opened -> new Outcome.Opened(opened.session());
            case LogInOutcome.BadRequest bad -> new Outcome.Bad(bad.problems());
            case LogInOutcome.Wrong _ -> new Outcome.Wrong();
            case LogInOutcome.Throttled throttled -> new Outcome.Throttled(throttled.waiting());
            case LogInOutcome.Away away -> new Outcome.Away(away.what());
        };
    }
}
