package io.highgate.model.env;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ClientIdSpec;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Algorithm;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.model.spec.RateLimitSpec.Told;
import io.highgate.model.spec.RefusalSpec;
import io.highgate.model.spec.SharedLimitSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The limits that environment variables switch on, beside those of the files. Stateless. */
final class LimitVariables {

    static final String ENABLED = "GATEWAY_RATE_LIMIT_ENABLED";
    static final String PER_ADDRESS = "GATEWAY_RATE_LIMIT_PER_IP_PER_MIN";
    static final String PER_CREDENTIAL = "GATEWAY_RATE_LIMIT_PER_TOKEN_PER_MIN";
    static final String POINTS = "RATE_LIMIT_POINTS";
    static final String DURATION = "RATE_LIMIT_DURATION";
    static final String BLOCK = "RATE_LIMIT_BLOCK_DURATION";

    private static final String USUAL_PER_ADDRESS = "120";
    private static final String USUAL_PER_CREDENTIAL = "200";
    private static final String USUAL_POINTS = "100";
    private static final String USUAL_SECONDS = "60";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int KEYS = 100_000;
    private static final int MOST = 1_000_000_000;

    private LimitVariables() {}

    /** Any variable of a system gives both limits of that system, those that are not set with their defaults. */
    static List<RateLimitSpec> limits(List<RateLimitSpec> configured, Map<String, String> set) {
        List<RateLimitSpec> all = new ArrayList<>(configured);
        boolean off = List.of("0", "false").contains(set.getOrDefault(ENABLED, "1"));
        if (!off && Stream.of(ENABLED, PER_ADDRESS, PER_CREDENTIAL).anyMatch(set::containsKey)) {
            rate("address-per-minute", CountBy.ADDRESS, set.getOrDefault(PER_ADDRESS, USUAL_PER_ADDRESS), all);
            rate(
                    "credential-per-minute",
                    CountBy.CREDENTIAL,
                    set.getOrDefault(PER_CREDENTIAL, USUAL_PER_CREDENTIAL),
                    all);
        }
        if (Stream.of(POINTS, DURATION, BLOCK).anyMatch(set::containsKey)) {
            int points = amount(set.getOrDefault(POINTS, USUAL_POINTS));
            if (points > 0) {
                all.add(points(points, set));
            }
        }
        return List.copyOf(all);
    }

    private static void rate(String name, CountBy by, String perMinute, List<RateLimitSpec> all) {
        int amount = amount(perMinute);
        if (amount > 0) {
            all.add(spec(
                    name,
                    by,
                    new Window(Algorithm.SLIDING_WINDOW, amount, MINUTE, Duration.ZERO),
                    RefusalSpec.Code.RATE_LIMIT));
        }
    }

    private static RateLimitSpec points(int points, Map<String, String> set) {
        Duration period = seconds(set.getOrDefault(DURATION, USUAL_SECONDS));
        Duration block = seconds(set.getOrDefault(BLOCK, USUAL_SECONDS));
        return spec(
                "points",
                CountBy.ADDRESS,
                new Window(Algorithm.FIXED_WINDOW, points, period, block),
                RefusalSpec.Code.TOO_MANY_REQUESTS);
    }

    private record Window(Algorithm algorithm, int amount, Duration period, Duration block) {}

    private static RateLimitSpec spec(String name, CountBy by, Window window, RefusalSpec.Code code) {
        return new RateLimitSpec(
                name,
                List.of(by),
                window.algorithm(),
                window.amount(),
                window.period(),
                null,
                window.block(),
                Duration.ZERO,
                Mode.LOCAL,
                SpecShape.defaults(SharedLimitSpec.class),
                SpecShape.defaults(ClientIdSpec.class),
                Told.IETF,
                new RefusalSpec(TOO_MANY_REQUESTS, code, null),
                KEYS);
    }

    private static int amount(String count) {
        return new BigDecimal(count).min(BigDecimal.valueOf(MOST)).intValue();
    }

    private static Duration seconds(String seconds) {
        return Duration.ofMillis(
                Math.max(1, new BigDecimal(seconds).movePointRight(3).longValue()));
    }
}
