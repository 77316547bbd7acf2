package io.highgate.gateway;

import io.highgate.gateway.identity.Identity;
import io.highgate.gateway.identity.account.Accounts;
import io.highgate.gateway.identity.account.FirstAdministrator;
import io.highgate.gateway.identity.account.HashCost;
import io.highgate.gateway.identity.account.LogInThrottle;
import io.highgate.gateway.identity.account.Passwords;
import io.highgate.gateway.identity.login.LoginPages;
import io.highgate.gateway.identity.login.SessionPages;
import io.highgate.model.spec.LoginSpec;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.memory.MemoryCounters;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * The built-in login of a process: its pages under each configuration, and the first administrator once. Confined to
 * whoever publishes configurations.
 */
final class LogIns {

    /** Beyond, counters that end soonest begin again. */
    private static final int MOST_COUNTERS = 100_000;

    private final Identity identity;
    private final PrintStream console;
    private final Passwords passwords;
    private final CounterStore local;
    private boolean begun;

    /** @param console where the first administrator's password is shown */
    LogIns(Identity identity, PrintStream console) {
        this.identity = identity;
        this.console = console;
        this.passwords = new Passwords(HashCost.RECOMMENDED, identity.secrets());
        this.local = identity.stores().isShared()
                ? new MemoryCounters(identity.clock(), MOST_COUNTERS)
                : identity.stores().counters();
    }

    /** The pages as configured; null where there is no login. */
    @Nullable
    LoginPages pages(@Nullable LoginSpec spec) {
        if (spec == null) {
            return null;
        }
        Accounts accounts = spec.enabled() ? accounts(spec) : null;
        String sameSite = switch (spec.cookie()) {
            case OFF -> null;
            case LAX -> "Lax";
            case STRICT -> "Strict";
        };
        SessionPages sessions = new SessionPages(identity.stores().sessions(), sameSite != null);
        return new LoginPages(accounts, sessions, new LoginPages.Settings(sameSite));
    }

    private Accounts accounts(LoginSpec spec) {
        Accounts.Means means = new Accounts.Means(
                identity.stores().users(),
                identity.stores().sessions(),
                identity.blocking(),
                identity.clock(),
                identity.secrets());
        LogInThrottle throttle = new LogInThrottle(identity.stores().counters(), local, spec.ratePerAddress());
        return new Accounts(means, passwords, throttle, spec.sessionTtl());
    }

    /** The configuration serves: where there is no user yet, there will be one. */
    void serve(@Nullable LoginSpec spec) {
        if (begun || spec == null || !spec.enabled()) {
            return;
        }
        begun = true;
        FirstAdministrator.Means means = new FirstAdministrator.Means(
                identity.stores().users(), identity.stores().audit(), identity.clock(), identity.secrets(), console);
        new FirstAdministrator(means, passwords, spec.adminPassword())
                .start(identity.background(), identity.blocking());
    }
}
