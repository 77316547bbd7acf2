package io.highgate.app.center;

import io.highgate.app.stores.ProcessStores;
import io.highgate.base.time.Ticker;
import io.highgate.center.Center;
import io.highgate.center.adopt.Adoption;
import io.highgate.center.api.CenterMeans;
import io.highgate.center.api.health.Check;
import io.highgate.gateway.identity.account.Accounts;
import io.highgate.gateway.identity.account.HashCost;
import io.highgate.gateway.identity.account.LogInThrottle;
import io.highgate.gateway.identity.account.Passwords;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.LoginSpec;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.memory.MemoryCounters;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** What the doors of a center of this process work with: stores, sign-in, checks, figures. Immutable. */
record Behind(GatewaySpec all, ProcessStores stores, SecureRandom secrets, ExecutorService blocking) {

    private static final int MOST_COUNTERS = 100_000;

    /** All of it, for this center. */
    CenterMeans means(Center center, Adoption adoption) {
        CenterMeans.Kept kept = new CenterMeans.Kept(
                stores.sessions(),
                stores.keys(),
                stores.standing(),
                stores.interfaces(),
                stores.audit(),
                stores.news());
        CenterMeans.Around around = new CenterMeans.Around(Ticker.system(), InstantSource.system(), secrets, blocking);
        List<Check> checks = List.of(
                new Check("database", false, () -> stores.keys().list("", 1)),
                new Check(
                        "redis",
                        false,
                        () -> stores.leases()
                                .holder("center-seat-0")
                                .toCompletableFuture()
                                .get(2, TimeUnit.SECONDS)));
        return new CenterMeans(center, kept, around, signIn(), checks, () -> figures(adoption));
    }

    private List<StoreFigure> figures(Adoption adoption) {
        List<StoreFigure> figures = new ArrayList<>(stores.figures());
        figures.add(StoreFigure.gauge(
                "highgate_center_adopted_instances",
                "Instances of other registries that this center keeps listed.",
                adoption.count()));
        return figures;
    }

    private BuiltInSignIn signIn() {
        LoginSpec login = all.login() == null ? SpecShape.defaults(LoginSpec.class) : all.login();
        Accounts.Means means =
                new Accounts.Means(stores.users(), stores.sessions(), blocking, InstantSource.system(), secrets);
        LogInThrottle throttle = new LogInThrottle(
                stores.counters(), new MemoryCounters(InstantSource.system(), MOST_COUNTERS), login.ratePerAddress());
        return new BuiltInSignIn(
                new Accounts(means, new Passwords(HashCost.RECOMMENDED, secrets), throttle, login.sessionTtl()));
    }
}
