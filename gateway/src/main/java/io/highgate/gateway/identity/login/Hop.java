package io.highgate.gateway.identity.login;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.store.StoreAwayException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what another thread has found out back to the exchange's event loop. Stateless. */
final class Hop {

    private static final Logger LOG = LoggerFactory.getLogger(Hop.class);

    private Hop() {}

    /** Answers when it is known; a store that is away is told as such. */
    static <T> Verdict back(Exchange exchange, CompletionStage<T> later, Function<T, Verdict> answer) {
        later.whenComplete((known, failure) -> exchange.loop().execute(() -> {
            if (!exchange.hasEnded()) {
                give(exchange, failure == null ? answer.apply(known) : new Verdict.Reject(told(failure)));
            }
        }));
        return Verdict.LATER;
    }

    private static Failure told(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (!(cause instanceof StoreAwayException)) {
            LOG.error("the login pages met a defect", failure);
        }
        return new Failure.StoreAway("the session store");
    }

    private static void give(Exchange exchange, Verdict verdict) {
        switch (verdict) {
            case Verdict.Answer answer -> exchange.client().answer(answer.reply(), false);
            case Verdict.Reject reject -> exchange.entrance().refuse(exchange, reject.failure());
            case Verdict.Later _ -> {}
            case Verdict.Proceed _ -> throw new IllegalStateException("the login pages have the last word");
        }
    }
}
