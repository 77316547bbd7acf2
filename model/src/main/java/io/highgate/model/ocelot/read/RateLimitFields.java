package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static io.highgate.model.ocelot.read.OcelotFileFields.ask;

/**
 * Reads {@code RateLimitOptions}, of which only the question whether requests are limited matters yet,
 * and the rules that hold once they are. Pure but for the findings.
 */
final class RateLimitFields {

    private static final Pattern PERIOD_20 = Pattern.compile("[0-9]+[smhd].*");
    private static final Pattern PERIOD_25 = Pattern.compile("[0-9]+(\\.[0-9]+)?(ms|s|m|h|d)?");

    private RateLimitFields() {}

    /** Reads a route's; answers whether it switches limiting off. */
    static boolean route(Fields parent, Map<Feature, Place> features) {
        return parent.section("RateLimitOptions", fields -> {
            Boolean enabled = fields.flag("EnableRateLimiting");
            boolean limits = limits(fields, enabled);
            ask(features, Feature.RATE_LIMITS, limits, parent.place("RateLimitOptions"));
            return Boolean.FALSE.equals(enabled);
        });
    }

    /** Whether requests are limited: in Ocelot 20 only when switched on, in 25 unless switched off. */
    static boolean limits(Fields fields, @Nullable Boolean enabled) {
        fields.since25("Wait", "StatusCode", "QuotaMessage", "KeyPrefix", "EnableHeaders");
        fields.ignore("ClientWhitelist", "PeriodTimespan", "Wait", "ClientIdHeader", "QuotaExceededMessage");
        fields.ignore("QuotaMessage", "HttpStatusCode", "StatusCode", "RateLimitCounterPrefix", "KeyPrefix");
        fields.ignore("DisableRateLimitHeaders", "EnableHeaders");
        Long limit = fields.number("Limit");
        String period = fields.text("Period");
        boolean is25 = fields.findings().compat().is25();
        boolean given = limit != null || period != null;
        boolean on = (is25 && enabled == null) ? given : Boolean.TRUE.equals(enabled);
        if (!on) {
            return false;
        }
        if (period == null
                || !(is25 ? PERIOD_25 : PERIOD_20).matcher(period.strip()).matches()) {
            fields.findings()
                    .error(
                            fields.place("Period"),
                            "limiting is switched on, but Period is "
                                    + (period == null ? "missing" : "'" + period + "'")
                                    + "; write it like 1s, 5m, 1h or 1d");
        }
        if (is25 && (limit == null || limit <= 0)) {
            fields.findings()
                    .error(
                            fields.place("Limit"),
                            "limiting is switched on, but Limit is " + (limit == null ? "missing" : limit)
                                    + "; write the number of requests that a period allows");
        }
        // Ocelot 20 takes a limit of 0 for no limit
        return limit != null && limit > 0;
    }
}
