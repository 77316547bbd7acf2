package io.highgate.gateway.admit;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client behind trusted proxies: X-Forwarded-For is read from its end, and the first
 * address that no trusted proxy has is the client (as RFC 7239 section 7.4 advises). Who is not
 * trusted is the client, whatever its headers say. Immutable.
 */
public final class ClientAddress implements Stage {

    /** More hops than any sane chain of proxies has; the rest of the field is not looked at. */
    private static final int MAX_HOPS = 32;

    private final AddressRange[] trusted;

    public ClientAddress(List<AddressRange> trustedProxies) {
        trusted = trustedProxies.toArray(AddressRange[]::new);
    }

    /** Whether the peer is one of the trusted proxies. */
    public boolean trusts(Peer peer) {
        return isTrusted(peer.address());
    }

    @Override
    public Verdict visit(Exchange exchange) {
        if (trusted.length > 0 && trusts(exchange.peer())) {
            String named = named(exchange.request().headers());
            if (named != null) {
                exchange.clientAddress(named);
            }
        }
        return Verdict.PROCEED;
    }

    private @Nullable String named(Headers headers) {
        List<String> hops = new ArrayList<>();
        for (int i = headers.find(HeaderName.X_FORWARDED_FOR);
                i >= 0;
                i = headers.find(HeaderName.X_FORWARDED_FOR, i + 1)) {
            Collections.addAll(hops, headers.value(i).split(","));
        }
        Collections.reverse(hops);
        String last = null;
        for (String hop : hops.subList(0, Math.min(hops.size(), MAX_HOPS))) {
            byte[] address = literal(hop.strip());
            if (address == null) {
                return last;
            }
            last = hop.strip();
            if (!isTrusted(address)) {
                return last;
            }
        }
        return last;
    }

    private static byte @Nullable [] literal(String text) {
        boolean looksLiteral =
                !text.isEmpty() && text.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':');
        if (!looksLiteral) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private boolean isTrusted(byte[] address) {
        for (AddressRange block : trusted) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
