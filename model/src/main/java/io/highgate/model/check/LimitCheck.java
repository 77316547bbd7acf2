package io.highgate.model.check;

import io.highgate.base.unit.Durations;
import io.highgate.model.spec.ClientIdSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.InFlightLimitSpec;
import io.highgate.model.spec.QuotasSpec;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Algorithm;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.model.spec.RefusalSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.SharedLimitSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks rate limits, limits of requests under way, and quotas. Confined to one thread. */
final class LimitCheck {

    /** The name stands in header fields, metrics and keys of the store. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** No request may wait for longer for the store. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(50);

    private static final int BATCHES = 10;
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_LIMITS = 32;

    private final Report report;
    private final boolean hasStore;

    private LimitCheck(Report report, boolean hasStore) {
        this.report = report;
        this.hasStore = hasStore;
    }

    static void check(GatewaySpec spec, Report report) {
        LimitCheck check = new LimitCheck(report, spec.stores().redis() != null);
        check.list(spec.rateLimits(), spec.inFlightLimits(), "");
        check.quotas(spec.quotas());
        for (int i = 0; i < spec.routes().size(); i++) {
            RouteSpec route = spec.routes().get(i);
            check.list(route.rateLimits(), route.inFlightLimits(), "routes[" + i + "].");
            check.services(route, "routes[" + i + "].");
        }
    }

    private void list(List<RateLimitSpec> rates, List<InFlightLimitSpec> inFlight, String at) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < rates.size(); i++) {
            String place = at + "rateLimits[" + i + "]";
            name(rates.get(i).name(), names, place);
            rate(rates.get(i), place);
        }
        names.clear();
        for (int i = 0; i < inFlight.size(); i++) {
            InFlightLimitSpec limit = inFlight.get(i);
            String place = at + "inFlightLimits[" + i + "]";
            name(limit.name(), names, place);
            by(limit.by(), place);
            clientId(limit.clientId(), place);
            refusal(limit.refusal(), place);
        }
        if (rates.size() + inFlight.size() > MOST_LIMITS) {
            report.error(at + "rateLimits", "each request asks all of these; the most is " + MOST_LIMITS);
        }
    }

    private void name(String name, Set<String> names, String at) {
        if (!NAME.matcher(name).matches()) {
            report.error(
                    at + ".name", "'" + name + "' is not a name of a limit: 1 to 64 letters, digits, '.', '_' and '-'");
        } else if (!names.add(name)) {
            report.error(at + ".name", "another limit here is named '" + name + "' too; names are unique");
        }
    }

    private void rate(RateLimitSpec limit, String at) {
        by(limit.by(), at);
        period(limit, at);
        boolean fixed = limit.algorithm() == Algorithm.FIXED_WINDOW;
        for (Timed timed : List.of(new Timed(".block", limit.block()), new Timed(".idle", limit.idle()))) {
            if (!fixed && !timed.time().isZero()) {
                report.error(at + timed.place(), "only a fixed-window has it");
            } else if (timed.time().compareTo(LONGEST) > 0) {
                report.error(at + timed.place(), "is longer than " + Durations.print(LONGEST));
            }
        }
        if (limit.burst() != null && limit.algorithm() != Algorithm.TOKEN_BUCKET) {
            report.error(at + ".burst", "only a token-bucket has it");
        }
        clientId(limit.clientId(), at);
        refusal(limit.refusal(), at);
        shared(limit.shared(), at);
        mode(limit.mode(), at);
        if (limit.mode() == Mode.BATCHED && limit.shared().batch() > Math.max(1, limit.most() / BATCHES)) {
            report.error(
                    at + ".shared.batch",
                    limit.shared().batch() + " is more than a tenth of the limit: a few gateways would hold all of it");
        }
    }

    private record Timed(String place, Duration time) {}

    private void period(RateLimitSpec limit, String at) {
        if (limit.period().compareTo(Duration.ofMillis(1)) < 0) {
            report.error(at + ".period", "must be 1ms or longer");
        } else if (limit.period().compareTo(LONGEST) > 0
                || (double) limit.most() / limit.amount() * limit.period().toNanos() > LONGEST.toNanos()) {
            report.error(at + ".period", "nobody waits for longer than " + Durations.print(LONGEST));
        }
    }

    private void by(List<CountBy> by, String at) {
        Set<CountBy> seen = new HashSet<>();
        for (int i = 0; i < by.size(); i++) {
            if (!seen.add(by.get(i))) {
                report.error(at + ".by[" + i + "]", "stands here twice");
            }
        }
        if (seen.contains(CountBy.PATH) && !seen.contains(CountBy.ROUTE) && seen.size() == 1) {
            report.warning(at + ".by", "paths are made up at will: whoever does is counted apart for each");
        }
    }

    private void clientId(ClientIdSpec id, String at) {
        if (!HttpWords.isToken(id.header())) {
            report.error(at + ".clientId.header", "'" + id.header() + "' is not the name of a header field");
        }
    }

    private void refusal(RefusalSpec refusal, String at) {
        String message = refusal.message();
        if (message != null && (message.isBlank() || message.length() > LONGEST_TEXT)) {
            report.error(at + ".refusal.message", "is empty, or longer than " + LONGEST_TEXT + " characters");
        }
    }

    private void shared(SharedLimitSpec shared, String at) {
        if (shared.within().compareTo(Duration.ofMillis(1)) < 0
                || shared.within().compareTo(LONGEST_WAIT) > 0) {
            report.error(
                    at + ".shared.within",
                    Durations.print(shared.within()) + " is not from 1ms to 50ms, which is all that a request waits");
        }
        if (shared.localShare().basisPoints() == 0) {
            report.error(at + ".shared.localShare", "0% refuses everything; write 'whenAway: closed' for that");
        }
    }

    private void mode(Mode mode, String at) {
        if (mode != Mode.LOCAL && !hasStore) {
            report.warning(at + ".mode", "stores.redis is not set: this gateway counts for itself");
        }
    }

    private void quotas(QuotasSpec quotas) {
        mode(quotas.mode(), "quotas");
        shared(quotas.shared(), "quotas");
        refusal(quotas.refusal(), "quotas");
        quotas.tenants().forEach((tenant, quota) -> {
            if (tenant.isBlank()) {
                report.error("quotas.tenants", "a tenant has no name");
            }
            quota(quota, "quotas.tenants." + tenant);
        });
        if (quotas.others() != null) {
            quota(quotas.others(), "quotas.others");
        }
    }

    private void quota(QuotasSpec.QuotaSpec quota, String at) {
        if (quota.requestsPerMinute() == null && quota.requestsPerDay() == null) {
            report.warning(at, "limits nothing; set requestsPerMinute or requestsPerDay");
        }
    }

    private void services(RouteSpec route, String at) {
        for (int i = 0; i < route.rateLimits().size(); i++) {
            if (!route.forwards() && route.rateLimits().get(i).by().contains(CountBy.SERVICE)) {
                report.error(at + "rateLimits[" + i + "].by", "the route has no upstream to count by");
            }
        }
    }
}
