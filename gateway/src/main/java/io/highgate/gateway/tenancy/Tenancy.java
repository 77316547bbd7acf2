package io.highgate.gateway.tenancy;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.tenancy.Tenants.Standing;
import io.highgate.model.spec.TenancySpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stage that finds out on whose behalf a request is made. Whatever names a tenant must name the same
 * one, and no other than the caller's. Upstreams are told in the fields in which clients say it. Thread-safe.
 */
public final class Tenancy implements Stage {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final @Nullable TenancySpec spec;
    private final List<HeaderName> fields;
    private final @Nullable Pattern host;
    private final Tenants tenants;

    /** With null for the settings nobody looks for tenants. */
    public Tenancy(@Nullable TenancySpec spec, Tenants tenants) {
        this.spec = spec;
        this.tenants = tenants;
        this.fields = spec == null
                ? List.of()
                : spec.fields().stream().map(HeaderName::of).toList();
        this.host = spec == null || spec.host() == null ? null : pattern(spec.host());
    }

    private static Pattern pattern(String host) {
        int at = host.indexOf("{tenant}");
        String before = Pattern.quote(host.substring(0, at));
        String behind = Pattern.quote(host.substring(at + "{tenant}".length()));
        return Pattern.compile(before + "([^.:]+)" + behind + "(?::\\d+)?", Pattern.CASE_INSENSITIVE);
    }

    @Override
    public Verdict visit(Exchange exchange) {
        TenancySpec settings = spec;
        if (settings == null) {
            return Verdict.PROCEED;
        }
        Set<String> named = new HashSet<>(4);
        collect(exchange, settings, named);
        if (named.isEmpty()) {
            return settings.required() ? new Verdict.Reject(new Failure.NoTenant()) : Verdict.PROCEED;
        }
        String id = named.iterator().next();
        if (named.size() > 1 || !ID.matcher(id).matches()) {
            return invalid(named.size() > 1 ? "the request names several tenants" : "this is no name of a tenant");
        }
        if (!settings.validate() || settings.known().contains(id)) {
            return take(exchange, id);
        }
        return decide(exchange, id);
    }

    private void collect(Exchange exchange, TenancySpec settings, Set<String> named) {
        Headers headers = exchange.request().headers();
        for (HeaderName field : fields) {
            for (int i = headers.find(field); i >= 0; i = headers.find(field, i + 1)) {
                named.add(headers.value(i));
            }
        }
        Matcher matcher = host == null ? null : host.matcher(exchange.request().hostText());
        if (matcher != null && matcher.matches()) {
            named.add(matcher.group(1));
        }
        String captured = settings.path() == null ? null : exchange.capture(settings.path());
        if (captured != null) {
            named.add(captured);
        }
        Caller caller = exchange.caller();
        if (caller != null && caller.tenant() != null) {
            named.add(caller.tenant());
        }
        if (caller != null && settings.claim() != null) {
            named.addAll(caller.claim(settings.claim()));
        }
    }

    private Verdict decide(Exchange exchange, String id) {
        CompletableFuture<Standing> answer = tenants.standing(id).toCompletableFuture();
        if (answer.isDone()) {
            return verdict(exchange, id, answer.join());
        }
        answer.whenComplete((standing, failure) -> exchange.loop().execute(() -> {
            if (!exchange.hasEnded()) {
                goOn(exchange, verdict(exchange, id, failure == null ? standing : Standing.UNKNOWN));
            }
        }));
        return Verdict.LATER;
    }

    private static void goOn(Exchange exchange, Verdict verdict) {
        if (verdict instanceof Verdict.Reject reject) {
            exchange.entrance().refuse(exchange, reject.failure());
        } else {
            exchange.resume();
        }
    }

    private Verdict verdict(Exchange exchange, String id, Standing standing) {
        return switch (standing) {
            case GOOD -> take(exchange, id);
            case BAD -> invalid("there is no such tenant, or it may not call");
            case UNKNOWN -> new Verdict.Reject(new Failure.StoreAway("tenants"));
        };
    }

    private Verdict take(Exchange exchange, String id) {
        exchange.tenant(id);
        Headers headers = exchange.request().headers();
        for (HeaderName field : fields) {
            headers.set(field, id);
        }
        return Verdict.PROCEED;
    }

    private static Verdict invalid(String reason) {
        return new Verdict.Reject(new Failure.Forbidden(Failure.Ban.TENANT_INVALID, reason));
    }
}
