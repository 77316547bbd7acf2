package io.highgate.gateway.quota;

import io.highgate.model.spec.ClientIdSpec;
import io.highgate.model.spec.QuotasSpec;
import io.highgate.model.spec.QuotasSpec.QuotaSpec;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Algorithm;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import io.highgate.model.spec.RefusalSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of tenants: those of the configuration, else those of the store of tenants, else those of
 * everybody else. Tenants with the same quota share a limit, in which each has its own count. Thread-safe.
 */
final class TenantLimits {

    /** Quotas that differ; beyond, they are rounded down to powers of two. */
    private static final int MOST = 10_000;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final int KEYS = 100_000;
    private static final long LARGEST = 1_000_000_000;

    private final QuotasSpec spec;
    private final LimitBook book;
    private final RefusalSpec refusal;
    private final Map<Integer, RateLimit> minutes = new ConcurrentHashMap<>();
    private final Map<Integer, RateLimit> days = new ConcurrentHashMap<>();

    TenantLimits(QuotasSpec spec, LimitBook book) {
        this.spec = spec;
        this.book = book;
        RefusalSpec said = spec.refusal();
        this.refusal = said.code() == null
                ? new RefusalSpec(said.status(), RefusalSpec.Code.QUOTA_EXCEEDED, said.message())
                : said;
        spec.tenants().values().forEach(this::prepare);
        prepare(spec.others());
    }

    /** A limit that is there from the beginning goes on counting where the configuration before it was. */
    private void prepare(@Nullable QuotaSpec configured) {
        Quota quota = quota(configured);
        if (quota.perMinute() > 0) {
            limit(minutes, "tenant-minute", quota.perMinute());
        }
        if (quota.perDay() > 0) {
            limit(days, "tenant-day", quota.perDay());
        }
    }

    /** Asks the tenant's limits. */
    void ask(String tenant, Visit visit) {
        Quota quota = of(tenant);
        boolean refused =
                quota.perMinute() > 0 && visit.refuses(limit(minutes, "tenant-minute", quota.perMinute()), tenant);
        if (!refused && quota.perDay() > 0) {
            visit.refuses(limit(days, "tenant-day", quota.perDay()), tenant);
        }
    }

    private Quota of(String tenant) {
        QuotaSpec own = spec.tenants().get(tenant);
        if (own != null) {
            return quota(own);
        }
        Quota stored = book.stored().of(tenant);
        return stored.equals(Quota.NONE) ? quota(spec.others()) : stored;
    }

    private static Quota quota(@Nullable QuotaSpec spec) {
        return spec == null ? Quota.NONE : new Quota(number(spec.requestsPerMinute()), number(spec.requestsPerDay()));
    }

    private static long number(@Nullable Integer amount) {
        return amount == null ? 0 : amount;
    }

    private RateLimit limit(Map<Integer, RateLimit> byAmount, String name, long amount) {
        int whole = (int) Math.min(LARGEST, amount);
        RateLimit known = byAmount.get(whole);
        if (known != null) {
            return known;
        }
        return byAmount.computeIfAbsent(
                byAmount.size() >= MOST ? Integer.highestOneBit(whole) : whole,
                it -> new RateLimit(name, limitSpec(name, it, byAmount == days), book));
    }

    private RateLimitSpec limitSpec(String name, int amount, boolean daily) {
        return new RateLimitSpec(
                name,
                List.of(CountBy.TENANT),
                daily ? Algorithm.FIXED_WINDOW : Algorithm.SLIDING_WINDOW,
                amount,
                daily ? DAY : MINUTE,
                null,
                Duration.ZERO,
                Duration.ZERO,
                spec.mode(),
                spec.shared(),
                new ClientIdSpec("X-Client-ID", ClientIdSpec.Missing.SHARE, List.of()),
                spec.headers(),
                refusal,
                KEYS);
    }
}
