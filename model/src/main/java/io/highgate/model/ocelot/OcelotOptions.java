package io.highgate.model.ocelot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options of a route that can also be given for all routes; null means left out. Immutable. */
public record OcelotOptions(
        Qos qos,
        Balancing balancing,
        Handler handler,
        @Nullable Integer timeoutSeconds,
        Transforms transforms,
        OcelotRateLimit rateLimit,
        OcelotAuthentication authentication,
        OcelotAddresses addresses) {

    /** The same with other limits. */
    public OcelotOptions with(OcelotRateLimit other) {
        return new OcelotOptions(qos, balancing, handler, timeoutSeconds, transforms, other, authentication, addresses);
    }

    /**
     * Quality of service: when the circuit opens and for how long, and the time-out. Immutable.
     *
     * @param breakAfter failures in a row, or the least number of requests where there is a ratio
     * @param failureRatio the share of failures, from 0 to 1
     */
    public record Qos(
            @Nullable Integer breakAfter,
            @Nullable Integer breakMillis,
            @Nullable Double failureRatio,
            @Nullable Integer samplingMillis,
            @Nullable Integer timeoutMillis) {

        public Qos over(Qos general) {
            return new Qos(
                    or(breakAfter, general.breakAfter),
                    or(breakMillis, general.breakMillis),
                    or(failureRatio, general.failureRatio),
                    or(samplingMillis, general.samplingMillis),
                    or(timeoutMillis, general.timeoutMillis));
        }

        /** Whether there is a circuit at all. */
        public boolean breaks() {
            return breakAfter != null && breakAfter > 0;
        }
    }

    /** How an endpoint is chosen; sticky sessions go by the cookie named {@code key}. Immutable. */
    public record Balancing(@Nullable String type, @Nullable String key) {

        public boolean isSticky() {
            return "CookieStickySessions".equalsIgnoreCase(type);
        }
    }

    /** How connections to the endpoints are handled. Immutable. */
    public record Handler(
            @Nullable Boolean tracing,
            @Nullable Boolean followRedirects,
            @Nullable Boolean cookies,
            @Nullable Integer maxConnections,
            @Nullable Integer lifetimeSeconds) {

        public Handler over(Handler general) {
            return new Handler(
                    or(tracing, general.tracing),
                    or(followRedirects, general.followRedirects),
                    or(cookies, general.cookies),
                    or(maxConnections, general.maxConnections),
                    or(lifetimeSeconds, general.lifetimeSeconds));
        }
    }

    /** Header transforms by field name, on the way there and on the way back. Immutable. */
    public record Transforms(Map<String, String> upstream, Map<String, String> downstream) {

        /** The route's own win, field by field. */
        public Transforms over(Transforms general) {
            return new Transforms(merge(general.upstream, upstream), merge(general.downstream, downstream));
        }

        private static Map<String, String> merge(Map<String, String> general, Map<String, String> own) {
            Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            own.keySet().forEach(name -> names.put(name, name));
            Map<String, String> merged = new LinkedHashMap<>(own);
            general.forEach((name, value) -> {
                if (!names.containsKey(name)) {
                    merged.put(name, value);
                }
            });
            return merged;
        }
    }

    private static <T> @Nullable T or(@Nullable T own, @Nullable T general) {
        return own != null ? own : general;
    }
}
