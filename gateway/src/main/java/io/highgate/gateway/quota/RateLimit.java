package io.highgate.gateway.quota;

import io.highgate.base.unit.Durations;
import io.highgate.base.unit.Ratio;
import io.highgate.gateway.exchange.Account;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.quota.Tally.Outcome;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Mode;
import io.highgate.model.spec.RateLimitSpec.Told;
import io.highgate.store.limit.Allowance;
import io.highgate.store.limit.LimitRule;
import io.highgate.store.limit.LimitStore;
import io.highgate.traffic.limit.LimitSettings;
import io.highgate.traffic.limit.Meter;
import io.highgate.traffic.limit.Meters;
import io.highgate.traffic.limit.Taken;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One limit, compiled. What it has counted itself lies in the book; where it is shared, that is what counts
 * while the store is away. Thread-safe; counting locally allocates nothing but what answers say of it.
 */
final class RateLimit {

    private final RateLimitSpec spec;
    private final CountKey key;
    private final LimitRule rule;
    private final Meters meters;
    private final Account.@Nullable Policy policy;
    private final Tally tally;
    private final Refusals refusals;
    private final @Nullable SharedLimit shared;

    /** @param id names it among all limits, here and in the store */
    RateLimit(String id, RateLimitSpec spec, LimitBook book) {
        this.spec = spec;
        this.key = new CountKey(spec.by(), spec.clientId());
        this.rule = rule(spec);
        LimitStore store = book.store();
        this.shared = spec.mode() == Mode.LOCAL || store == null ? null : new SharedLimit(id, spec, rule, store);
        Ratio share = shared == null ? Ratio.percent(100) : spec.shared().localShare();
        this.meters = book.meters(id, settings(share), spec.keys());
        Duration told = spec.headers() == Told.OCELOT_20 && !spec.idle().isZero() ? spec.idle() : spec.period();
        this.policy = spec.headers() == Told.NONE
                ? null
                : LimitHeaders.policy(spec.headers(), spec.name(), spec.amount(), told);
        this.tally = book.tally(id);
        this.refusals = new Refusals(
                spec.name(),
                spec.refusal(),
                "No more than " + spec.amount() + " requests are allowed in " + Durations.print(spec.period()));
    }

    private static LimitRule rule(RateLimitSpec spec) {
        return new LimitRule(
                LimitRule.Kind.valueOf(spec.algorithm().name()),
                spec.amount(),
                spec.period(),
                spec.most(),
                spec.block(),
                spec.idle());
    }

    private LimitSettings settings(Ratio share) {
        return new LimitSettings(
                LimitSettings.Kind.valueOf(rule.kind().name()),
                part(rule.amount(), share),
                rule.period(),
                part(rule.burst(), share),
                rule.block(),
                rule.idle());
    }

    private static long part(long whole, Ratio share) {
        return Math.max(1, whole * share.basisPoints() / Ratio.WHOLE);
    }

    CountKey key() {
        return key;
    }

    RateLimitSpec spec() {
        return spec;
    }

    /** Whether gateways count together. */
    boolean isShared() {
        return shared != null;
    }

    /** Counts the request here; the reason if it is refused. */
    @Nullable
    Failure count(Exchange exchange, String whose) {
        long now = exchange.loop().nanos();
        Meter meter = meters.of(whose, now);
        long word = meter.take(1, now);
        if (Taken.isRefused(word)) {
            return refuse(exchange, Taken.waitNanos(word));
        }
        admit(exchange, Taken.left(word), policy == null ? 0 : meter.untilForgotten(now));
        return null;
    }

    private void admit(Exchange exchange, long left, long resetNanos) {
        tally.count(Outcome.ADMITTED);
        tell(exchange, left, resetNanos);
    }

    private Failure refuse(Exchange exchange, long waitNanos) {
        tally.count(Outcome.REFUSED);
        tell(exchange, 0, waitNanos);
        return refusals.of(waitNanos);
    }

    private void tell(Exchange exchange, long left, long resetNanos) {
        if (policy != null) {
            exchange.account(new Account(policy, left, resetNanos, exchange.account()));
        }
    }

    /** The request does not say whose it is. */
    Failure withoutId() {
        tally.count(Outcome.REFUSED);
        return refusals.withoutId();
    }

    /** What is done with a request while the store is away. */
    @Nullable
    Failure countAway(Exchange exchange, String whose) {
        return switch (spec.shared().whenAway()) {
            case LOCAL -> {
                tally.count(Outcome.LOCAL);
                yield count(exchange, whose);
            }
            case OPEN -> {
                tally.count(Outcome.AWAY);
                yield null;
            }
            case CLOSED -> {
                tally.count(Outcome.AWAY);
                yield new Failure.StoreAway("the store of limits");
            }
        };
    }

    /** Counts the request by a permit that is in stock, and sees to it that there are more; whether there was one. */
    boolean takeFromStock(Exchange exchange, String whose, Reach reach) {
        long now = exchange.loop().nanos();
        Stock stock = shared == null ? null : shared.stock(whose, now);
        if (shared == null || stock == null || !stock.take(now)) {
            return false;
        }
        admit(exchange, stock.left(), stock.goodFor(now));
        if (!reach.isAway()) {
            shared.restock(whose, stock, now, reach);
        }
        return true;
    }

    /** Asks the store. */
    CompletionStage<Allowance> ask(Exchange exchange, String whose) {
        if (shared == null) {
            throw new IllegalStateException("the limit is not shared");
        }
        return shared.ask(whose, exchange.loop().nanos());
    }

    /** The store has answered; the reason if the request is refused. */
    @Nullable
    Failure counted(Exchange exchange, Allowance allowance) {
        if (!allowance.admitted()) {
            return refuse(exchange, allowance.waitNanos());
        }
        admit(exchange, allowance.left(), allowance.resetNanos());
        return null;
    }
}
