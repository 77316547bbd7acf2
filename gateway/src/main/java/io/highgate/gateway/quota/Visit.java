package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import org.jspecify.annotations.Nullable;

/** One request at a stop of limits: what was refused, and what the store is still to be asked. Confined to one event loop. */
final class Visit {

    private final Exchange exchange;
    private final Reach reach;
    private @Nullable Failure refusal;
    private @Nullable Round round;

    Visit(Exchange exchange, Reach reach) {
        this.exchange = exchange;
        this.reach = reach;
    }

    /** Asks one limit; whether it refuses at once. */
    boolean refuses(RateLimit limit, String whose) {
        refusal = ask(limit, whose);
        return refusal != null;
    }

    private @Nullable Failure ask(RateLimit limit, String whose) {
        if (CountKey.isRefused(whose)) {
            return limit.withoutId();
        }
        if (!limit.isShared()) {
            return limit.count(exchange, whose);
        }
        if (limit.takeFromStock(exchange, whose, reach)) {
            return null;
        }
        if (!reach.isWorthAsking()) {
            return limit.countAway(exchange, whose);
        }
        Round asking = round == null ? new Round(exchange, reach) : round;
        round = asking;
        asking.add(limit, whose);
        return null;
    }

    Verdict verdict() {
        if (refusal != null) {
            return new Verdict.Reject(refusal);
        }
        return round == null ? Verdict.PROCEED : round.ask();
    }
}
