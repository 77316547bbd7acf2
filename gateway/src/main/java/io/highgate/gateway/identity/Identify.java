package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.GatewaySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stage that finds out who asks: a route's authenticators are tried in their order, and the first that
 * knows the caller counts; if none does, what the first one said that had something to say. Thread-safe.
 */
public final class Identify implements Stage {

    private static final Verdict UNKNOWN = reject("no credential was shown");

    private final @Nullable Ask[] byRoute;
    private final List<OwnPaths> ownPaths;

    /** Who is asked for a route's callers. */
    private record Ask(Authenticator[] authenticators, boolean optional) {}

    public Identify(GatewaySpec spec, List<Route> routes, Authenticators all) {
        ownPaths = all.withPaths();
        byRoute = new @Nullable Ask[routes.size()];
        for (Route route : routes) {
            AccessSpec access = Access.of(spec, route);
            byRoute[route.order()] = access == null || !access.identifies()
                    ? null
                    : new Ask(all.named(access.by()).toArray(Authenticator[]::new), access.optional());
        }
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Ask ask = byRoute[exchange.match().route().order()];
        return ask == null ? Verdict.PROCEED : next(exchange, ask, 0, null);
    }

    /** What a request that no route is for leads to, if its path is an authenticator's own; null if it is not. */
    public @Nullable Verdict visitOwn(Exchange exchange) {
        for (OwnPaths one : ownPaths) {
            Finding finding = one.visit(exchange);
            if (finding != null) {
                return next(exchange, new Ask(new Authenticator[] {it -> finding}, false), 0, null);
            }
        }
        return null;
    }

    private static Verdict next(Exchange exchange, Ask ask, int from, @Nullable Verdict said) {
        Verdict kept = said;
        for (int i = from; i < ask.authenticators().length; i++) {
            Finding finding = ask.authenticators()[i].look(exchange);
            if (finding instanceof Finding.Pending pending) {
                wait(exchange, ask, i, kept, pending);
                return Verdict.LATER;
            }
            Verdict verdict = verdict(exchange, finding);
            if (verdict == Verdict.PROCEED) {
                return verdict;
            }
            kept = kept == null ? verdict : kept;
        }
        if (kept != null) {
            return kept;
        }
        return ask.optional() ? Verdict.PROCEED : UNKNOWN;
    }

    /** What the finding means if it is the last word; null if it says nothing. */
    private static @Nullable Verdict verdict(Exchange exchange, Finding finding) {
        return switch (finding) {
            case Finding.Absent _ -> null;
            case Finding.Known(var caller) -> {
                exchange.caller(caller);
                yield Verdict.PROCEED;
            }
            case Finding.Refused(var reason) -> reject(reason);
            case Finding.Failed(var failure) -> new Verdict.Reject(failure);
            case Finding.Away(var what) -> new Verdict.Reject(new Failure.StoreAway(what));
            case Finding.Redirect(var reply) -> new Verdict.Answer(reply);
            case Finding.Pending _ -> throw new IllegalStateException("what is pending was waited for");
        };
    }

    private static Verdict reject(String reason) {
        return new Verdict.Reject(new Failure.NotIdentified(reason));
    }

    private static void wait(Exchange exchange, Ask ask, int index, @Nullable Verdict said, Finding.Pending pending) {
        pending.later()
                .whenComplete((finding, failure) -> exchange.loop().execute(() -> {
                    if (!exchange.hasEnded()) {
                        Finding known = failure == null ? finding : new Finding.Away("identity");
                        goOn(exchange, ask, index, said, known);
                    }
                }));
    }

    private static void goOn(Exchange exchange, Ask ask, int index, @Nullable Verdict said, Finding finding) {
        if (finding instanceof Finding.Pending again) {
            wait(exchange, ask, index, said, again);
            return;
        }
        Verdict verdict = verdict(exchange, finding);
        if (verdict != Verdict.PROCEED) {
            verdict = next(exchange, ask, index + 1, said == null ? verdict : said);
        }
        switch (verdict) {
            case Verdict.Proceed _ -> exchange.resume();
            case Verdict.Answer answer -> exchange.client().answer(answer.reply(), false);
            case Verdict.Reject reject -> exchange.entrance().refuse(exchange, reject.failure());
            case Verdict.Later _ -> {}
        }
    }
}
