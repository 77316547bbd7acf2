package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.route.Route;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** The stage that finds out whether the caller may: scopes, roles and claims of the route. Thread-safe. */
public final class Authorise implements Stage {

    private final @Nullable Rule[] byRoute;

    /** What the caller must have. */
    private record Rule(
            Set<String> scopes,
            Set<String> roles,
            Map<String, ValueTemplate> claims,
            Map<String, ClaimSpec> added,
            @Nullable String cell) {

        /** Whether nobody needs to be known. */
        boolean asksForNothing() {
            return scopes.isEmpty() && roles.isEmpty() && claims.isEmpty() && added.isEmpty();
        }
    }

    public Authorise(GatewaySpec spec, List<Route> routes) {
        byRoute = new @Nullable Rule[routes.size()];
        for (Route route : routes) {
            byRoute[route.order()] = rule(Access.of(spec, route), route.spec());
        }
    }

    private static @Nullable Rule rule(@Nullable AccessSpec access, RouteSpec route) {
        if (access == null) {
            return null;
        }
        Map<String, ValueTemplate> claims = new LinkedHashMap<>();
        access.claims().forEach((name, value) -> claims.put(name, ValueTemplate.parse(value)));
        Rule rule = new Rule(
                Set.copyOf(access.scopes()),
                Set.copyOf(access.roles()),
                claims,
                route.claims().add(),
                route.cell());
        return rule.asksForNothing() && route.cell() == null ? null : rule;
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Rule rule = byRoute[exchange.match().route().order()];
        if (rule == null) {
            return Verdict.PROCEED;
        }
        Caller caller = exchange.caller();
        if (caller == null && rule.asksForNothing()) {
            return Verdict.PROCEED;
        }
        if (caller == null) {
            return new Verdict.Reject(new Failure.NotIdentified("no credential was shown"));
        }
        String missing = add(rule, caller, exchange);
        missing = missing == null ? missing(rule, requireNonNull(exchange.caller()), exchange) : missing;
        return missing == null
                ? Verdict.PROCEED
                : new Verdict.Reject(new Failure.Forbidden(Failure.Ban.FORBIDDEN, missing));
    }

    /** Gives the caller the claims that are made of others; what is missing for that, null if nothing is. */
    private static @Nullable String add(Rule rule, Caller caller, Exchange exchange) {
        if (rule.added().isEmpty()) {
            return null;
        }
        Map<String, List<String>> claims = new HashMap<>(caller.claims());
        for (Map.Entry<String, ClaimSpec> added : rule.added().entrySet()) {
            String value = ClaimText.of(added.getValue(), caller);
            if (value == null) {
                return "the claim " + added.getValue().claim() + " is missing";
            }
            claims.put(added.getKey(), List.of(value));
        }
        exchange.caller(caller.with(claims));
        return null;
    }

    /** What the caller lacks; null if it is nothing. Values of claims are not told. */
    private static @Nullable String missing(Rule rule, Caller caller, Exchange exchange) {
        if (rule.cell() != null
                && !caller.allowedCells().isEmpty()
                && !caller.allowedCells().contains(rule.cell())) {
            return "the cell " + rule.cell() + " is not among the caller's";
        }
        if (!rule.scopes().isEmpty() && Collections.disjoint(rule.scopes(), caller.scopes())) {
            return "none of the scopes " + sorted(rule.scopes());
        }
        if (!rule.roles().isEmpty() && Collections.disjoint(rule.roles(), caller.roles())) {
            return "none of the roles " + sorted(rule.roles());
        }
        for (Map.Entry<String, ValueTemplate> claim : rule.claims().entrySet()) {
            String wanted = text(claim.getValue(), exchange);
            if (wanted == null || !caller.claim(claim.getKey()).contains(wanted)) {
                return "the claim " + claim.getKey() + " is missing or another one";
            }
        }
        return null;
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static @Nullable String text(ValueTemplate template, Exchange exchange) {
        StringBuilder text = new StringBuilder();
        for (ValueTemplate.Piece piece : template.pieces()) {
            switch (piece) {
                case ValueTemplate.Text plain -> text.append(plain.text());
                case ValueTemplate.Reference reference -> {
                    String value = exchange.capture(reference.name());
                    if (value == null) {
                        return null;
                    }
                    text.append(value);
                }
            }
        }
        return text.toString();
    }
}
