package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Octets;
import io.highgate.model.spec.PresentSpec;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The stage that tells the upstream who asks, in fields that no client can send: what comes under their
 * names is taken off every request, and so are the gateway's own cookies. Immutable.
 */
public final class Present implements Stage {

    private static final String OFF = "off";

    private final @Nullable HeaderName user;
    private final @Nullable HeaderName roles;
    private final @Nullable HeaderName scopes;

    public Present(PresentSpec spec) {
        this.user = name(spec.user());
        this.roles = name(spec.roles());
        this.scopes = name(spec.scopes());
    }

    private static @Nullable HeaderName name(String written) {
        return written.equals(OFF) ? null : HeaderName.of(written);
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Headers headers = exchange.request().headers();
        OwnCookies.drop(headers);
        Caller caller = exchange.caller();
        tell(headers, user, caller == null ? "" : caller.name());
        tell(headers, roles, caller == null ? "" : joined(caller.roles(), ","));
        tell(headers, scopes, caller == null ? "" : joined(caller.scopes(), " "));
        return Verdict.PROCEED;
    }

    private static String joined(Set<String> names, String between) {
        return names.size() < 2 ? String.join("", names) : String.join(between, new TreeSet<>(names));
    }

    private static void tell(Headers headers, @Nullable HeaderName name, String value) {
        if (name == null) {
            return;
        }
        headers.remove(name);
        if (!value.isEmpty()) {
            headers.add(name, Octets.fieldValue(value.strip().getBytes(StandardCharsets.UTF_8)));
        }
    }
}
