package io.highgate.model.ocelot.translate;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotPeriod;
import io.highgate.model.ocelot.OcelotRateLimit;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ClientIdSpec;
import io.highgate.model.spec.ClientIdSpec.Missing;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Algorithm;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.model.spec.RateLimitSpec.Told;
import io.highgate.model.spec.RefusalSpec;
import io.highgate.model.spec.SharedLimitSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A route's limit of requests in native terms. Pure but for the findings. */
final class RouteLimit {

    private static final String NAME = "ocelot";
    private static final int KEYS = 100_000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long MOST = 1_000_000_000;

    private final OcelotRoute route;
    private final OcelotRateLimit options;
    private final Findings findings;

    private RouteLimit(OcelotRoute route, Findings findings) {
        this.route = route;
        this.options = route.options().rateLimit();
        this.findings = findings;
    }

    /** None where requests are not limited; what is wrong with the options has been said by then. */
    static List<RateLimitSpec> of(OcelotRoute route, Findings findings) {
        RouteLimit limit = new RouteLimit(route, findings);
        Compat compat = findings.compat();
        if (!limit.options.isOn(compat)) {
            return List.of();
        }
        RateLimitSpec spec = compat.is25() ? limit.of25() : limit.of20();
        return spec == null ? List.of() : List.of(spec);
    }

    /** A counter counts for PeriodTimespan from its first request on, unless nothing was let through for a Period. */
    private @Nullable RateLimitSpec of20() {
        Long limit = options.limit();
        Duration idle = period(options.period());
        if (limit == null || limit <= 0 || idle == null) {
            return null; // Ocelot 20 takes a limit of 0 for no limit
        }
        Double seconds = options.timespanSeconds();
        Duration timespan = OcelotPeriod.seconds(seconds == null ? 0 : seconds);
        if (timespan == null) {
            findings.warning(
                    route.at("RateLimitOptions"),
                    "PeriodTimespan is " + (seconds == null ? "missing" : seconds)
                            + ": Ocelot 20 forgets its counters at once then, and nothing is ever limited;"
                            + " write the seconds that Limit is for");
            return null;
        }
        return spec(
                List.of(CountBy.CLIENT_ID, CountBy.METHOD, CountBy.PATH),
                timespan,
                Duration.ZERO,
                idle.compareTo(timespan) < 0 ? idle : Duration.ZERO);
    }

    /** Once it has refused, it refuses until Wait is over, or the period without one. */
    private @Nullable RateLimitSpec of25() {
        Long limit = options.limit();
        Duration period = period(options.period());
        Duration wait = period(options.pause());
        return limit == null || limit <= 0 || period == null
                ? null
                : spec(List.of(CountBy.CLIENT_ID), period, wait == null ? Duration.ZERO : wait, Duration.ZERO);
    }

    private @Nullable Duration period(@Nullable String text) {
        return text == null ? null : OcelotPeriod.parse(text, findings.compat());
    }

    private RateLimitSpec spec(List<CountBy> by, Duration period, Duration block, Duration idle) {
        Long limit = options.limit();
        return new RateLimitSpec(
                NAME,
                by,
                Algorithm.FIXED_WINDOW,
                (int) Math.min(MOST, limit == null ? MOST : limit),
                period,
                null,
                block,
                idle,
                Mode.LOCAL,
                SpecShape.defaults(SharedLimitSpec.class),
                clientId(),
                told(),
                refusal(),
                KEYS);
    }

    private ClientIdSpec clientId() {
        boolean is25 = findings.compat().is25();
        String header = options.client().header();
        String usual = is25 ? "Oc-Client" : "ClientId";
        return new ClientIdSpec(
                header == null ? usual : header,
                is25 ? Missing.REFUSE : Missing.SHARE,
                options.client().whitelist());
    }

    private Told told() {
        if (Boolean.FALSE.equals(options.headers())) {
            return Told.NONE;
        }
        return findings.compat().is25() ? Told.OCELOT_25 : Told.OCELOT_20;
    }

    private RefusalSpec refusal() {
        Integer status = options.refusal().status();
        return new RefusalSpec(
                status == null ? TOO_MANY_REQUESTS : status,
                RefusalSpec.Code.RATE_LIMIT,
                options.refusal().message());
    }
}
