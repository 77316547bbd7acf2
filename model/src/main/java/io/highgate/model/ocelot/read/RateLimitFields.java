package io.highgate.model.ocelot.read;

import io.highgate.model.ocelot.OcelotPeriod;
import io.highgate.model.ocelot.OcelotRateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code RateLimitOptions}, and checks what holds once requests are limited. Pure but for the findings. */
final class RateLimitFields {

    private static final int LEAST_STATUS = 400;
    private static final int MOST_STATUS = 599;

    private RateLimitFields() {}

    static OcelotRateLimit read(Fields fields) {
        fields.since25("Wait", "StatusCode", "QuotaMessage", "KeyPrefix", "EnableHeaders");
        // counters are kept apart by route, so that nothing else can meet them
        fields.ignore("RateLimitCounterPrefix", "KeyPrefix");
        Double timespan = fields.decimal("PeriodTimespan");
        OcelotRateLimit options = new OcelotRateLimit(
                fields.flag("EnableRateLimiting"),
                fields.number("Limit"),
                fields.text("Period"),
                timespan,
                fields.text("Wait"),
                new OcelotRateLimit.Client(fields.text("ClientIdHeader"), clients(fields)),
                new OcelotRateLimit.Refusal(status(fields), message(fields)),
                headers(fields));
        if (options.isOn(fields.findings().compat())) {
            check(fields, options);
        }
        return options;
    }

    private static List<String> clients(Fields fields) {
        return fields.texts("ClientWhitelist");
    }

    private static @Nullable Integer status(Fields fields) {
        Integer older = fields.whole("HttpStatusCode");
        Integer newer = fields.whole("StatusCode");
        Integer status = older != null ? older : newer;
        if (status != null && (status < LEAST_STATUS || status > MOST_STATUS)) {
            String name = older != null ? "HttpStatusCode" : "StatusCode";
            fields.findings()
                    .error(fields.place(name), status + " does not say that a request is refused; write 400 to 599");
            return null;
        }
        return status;
    }

    private static @Nullable String message(Fields fields) {
        String older = fields.text("QuotaExceededMessage");
        String newer = fields.text("QuotaMessage");
        return older != null ? older : newer;
    }

    private static @Nullable Boolean headers(Fields fields) {
        Boolean off = fields.flag("DisableRateLimitHeaders");
        Boolean on = fields.flag("EnableHeaders");
        return off != null ? (Boolean) !off : on;
    }

    private static void check(Fields fields, OcelotRateLimit options) {
        boolean is25 = fields.findings().compat().is25();
        String period = options.period();
        if (period == null || OcelotPeriod.parse(period, fields.findings().compat()) == null) {
            fields.findings()
                    .error(
                            fields.place("Period"),
                            "limiting is switched on, but Period is "
                                    + (period == null ? "missing" : "'" + period + "'")
                                    + "; write it like 1s, 5m, 1h or 1d");
        }
        String wait = options.pause();
        if (wait != null && OcelotPeriod.parse(wait, fields.findings().compat()) == null) {
            fields.findings()
                    .error(fields.place("Wait"), "'" + wait + "' is not a time; write it like 500ms, 1s or 5m");
        }
        Long limit = options.limit();
        if (is25 && (limit == null || limit <= 0)) {
            fields.findings()
                    .error(
                            fields.place("Limit"),
                            "limiting is switched on, but Limit is " + (limit == null ? "missing" : limit)
                                    + "; write the number of requests that a period allows");
        }
    }
}
