package io.highgate.gateway.quota;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.route.Action;
import io.highgate.model.spec.ClientIdSpec;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What requests have in common that are counted together. Different combinations never make the same key,
 * whatever clients write into their parts. Immutable; a key of one part that is a text already allocates
 * nothing.
 */
final class CountKey {

    /** The request is not counted. */
    static final @Nullable String UNCOUNTED = null;

    /** The request lacks the id that it needs; compared by identity. */
    @SuppressWarnings("StringOperationCanBeSimplified") // no text that a client writes is this one
    static final String REFUSED = new String("refused");

    private static final Set<CountBy> OF_CALLER = EnumSet.of(CountBy.CREDENTIAL, CountBy.USER, CountBy.TENANT);
    private static final Set<CountBy> OF_ROUTE = EnumSet.of(CountBy.SERVICE, CountBy.INTERFACE, CountBy.ROUTE);
    private static final int LONGEST = 100;
    private static final int DIGEST = 32;
    private static final int OCTETS_V6 = 16;
    private static final int NETWORK_V6 = 8;

    private final CountBy[] by;
    private final ClientIdSpec id;
    private final HeaderName header;
    private final Set<String> exempt;

    CountKey(List<CountBy> by, ClientIdSpec id) {
        this.by = by.toArray(CountBy[]::new);
        this.id = id;
        this.header = HeaderName.of(id.header());
        this.exempt = Set.copyOf(id.exempt());
    }

    /** Whether it must be known who asks. */
    boolean needsCaller() {
        return List.of(by).stream().anyMatch(OF_CALLER::contains);
    }

    /** Whether a route must have been found. */
    boolean needsRoute() {
        return List.of(by).stream().anyMatch(OF_ROUTE::contains);
    }

    /** Limits are asked in this order: everything, a service, an interface, an address, and then all others. */
    int rank() {
        return switch (by.length) {
            case 0 -> 0;
            case 1 ->
                switch (by[0]) {
                    case SERVICE -> 1;
                    case INTERFACE -> 2;
                    case ADDRESS -> 3;
                    default -> 4;
                };
            default -> 4;
        };
    }

    /** The key, {@link #UNCOUNTED} or {@link #REFUSED}. */
    @Nullable
    String of(Exchange exchange) {
        if (!exempt.isEmpty() && isExempt(exchange)) {
            return UNCOUNTED;
        }
        if (by.length == 1) {
            return part(by[0], exchange);
        }
        StringBuilder key = new StringBuilder();
        for (CountBy one : by) {
            String part = part(one, exchange);
            if (part == null || isRefused(part)) {
                return part;
            }
            key.append(part.length()).append(':').append(part);
        }
        return key.toString();
    }

    private boolean isExempt(Exchange exchange) {
        String client = exchange.request().headers().first(header);
        return client != null && exempt.contains(client);
    }

    @SuppressWarnings("ReferenceEquality") // a client may write the same letters
    static boolean isRefused(String key) {
        return key == REFUSED;
    }

    private @Nullable String part(CountBy one, Exchange exchange) {
        Caller caller = exchange.caller();
        return switch (one) {
            case ADDRESS -> address(exchange);
            case CLIENT_ID -> clientId(exchange);
            case CREDENTIAL -> caller == null ? null : shortened(caller.credential());
            case USER -> caller == null ? null : shortened(caller.name());
            case TENANT -> shortened(exchange.tenant());
            case SERVICE -> service(exchange);
            case INTERFACE ->
                exchange.request().method().name() + ' ' + exchange.match().template();
            case ROUTE -> exchange.match().route().name();
            case METHOD -> exchange.request().method().name();
            case PATH -> shortened(exchange.request().pathText().toLowerCase(Locale.ROOT));
        };
    }

    /** Whoever has one IPv6 address has a /64 of them. */
    private static String address(Exchange exchange) {
        String text = exchange.clientAddress();
        if (text.indexOf(':') < 0) {
            return text;
        }
        byte[] octets = exchange.clientOctets();
        return octets.length == OCTETS_V6 ? HexFormat.of().formatHex(octets, 0, NETWORK_V6) : text;
    }

    private @Nullable String clientId(Exchange exchange) {
        String value = exchange.request().headers().first(header);
        if (value != null && !value.isBlank()) {
            return shortened(value);
        }
        return switch (id.missing()) {
            case SHARE -> "";
            case REFUSE -> REFUSED;
            case SKIP -> UNCOUNTED;
        };
    }

    private static @Nullable String service(Exchange exchange) {
        return exchange.match().route().action() instanceof Action.Forward forward
                ? forward.steering().upstreams().getFirst()
                : null;
    }

    /** Keys are kept for long: what is longer than most is kept as its digest. */
    private static @Nullable String shortened(@Nullable String text) {
        if (text == null || text.length() <= LONGEST) {
            return text;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256 " + HexFormat.of().formatHex(digest).substring(0, DIGEST);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
