package io.highgate.model.ocelot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code RateLimitOptions} of a route or of all routes; null means left out. Immutable.
 *
 * @param timespanSeconds {@code PeriodTimespan}
 * @param pause {@code Wait}
 * @param headers whether answers say what is left
 */
public record OcelotRateLimit(
        @Nullable Boolean enabled,
        @Nullable Long limit,
        @Nullable String period,
        @Nullable Double timespanSeconds,
        @Nullable String pause,
        Client client,
        Refusal refusal,
        @Nullable Boolean headers) {

    /** Who is counted, and who is not. Immutable. */
    public record Client(@Nullable String header, List<String> whitelist) {}

    /** What who asks too often is told. Immutable. */
    public record Refusal(
            @Nullable Integer status, @Nullable String message) {}

    /** A route's own options win, one by one. */
    public OcelotRateLimit over(OcelotRateLimit general) {
        return new OcelotRateLimit(
                or(enabled, general.enabled),
                or(limit, general.limit),
                or(period, general.period),
                or(timespanSeconds, general.timespanSeconds),
                or(pause, general.pause),
                new Client(
                        or(client.header, general.client.header),
                        client.whitelist.isEmpty() ? general.client.whitelist : client.whitelist),
                saidBy(general),
                or(headers, general.headers));
    }

    /** In Ocelot 20 the options for all routes only say how a client is known and what it is told. */
    public OcelotRateLimit told(OcelotRateLimit general) {
        return new OcelotRateLimit(
                enabled,
                limit,
                period,
                timespanSeconds,
                pause,
                new Client(general.client.header, client.whitelist),
                saidBy(general),
                general.headers);
    }

    private Refusal saidBy(OcelotRateLimit general) {
        return new Refusal(or(refusal.status, general.refusal.status), or(refusal.message, general.refusal.message));
    }

    /** Whether requests are limited: in Ocelot 20 only when switched on, in 25 unless switched off. */
    public boolean isOn(Compat compat) {
        boolean given = limit != null || period != null;
        return compat.is25() && enabled == null ? given : Boolean.TRUE.equals(enabled);
    }

    private static <T> @Nullable T or(@Nullable T own, @Nullable T general) {
        return own != null ? own : general;
    }
}
