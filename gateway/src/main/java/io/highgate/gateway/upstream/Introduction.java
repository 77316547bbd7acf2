package io.highgate.gateway.upstream;

import io.highgate.base.unit.Ratio;
import io.highgate.gateway.exchange.ClientIdentity;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Peer;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.HttpVersion;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.ForwardingSpec;
import io.highgate.model.spec.ForwardingSpec.ClientCertificate;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells the upstream whom it really serves: X-Forwarded-*, Forwarded (RFC 7239), Via (RFC 9110
 * section 7.6.3), X-Request-ID and traceparent; and takes off what was meant for this hop only
 * (section 7.6.1). What an untrusted peer says about itself is not handed on. Immutable.
 */
public final class Introduction implements Stage {

    private static final byte[] HTTP = HeadWriter.octets("http");
    private static final byte[] HTTPS = HeadWriter.octets("https");
    private static final String NO_VIA = "off";
    private static final HeaderName CLIENT_CERT = HeaderName.of("Client-Cert");
    private static final HeaderName CLIENT_CERT_CHAIN = HeaderName.of("Client-Cert-Chain");

    private final ForwardingSpec spec;
    private final Predicate<Peer> trusts;
    private final @Nullable Ratio sampling;
    private final Map<HttpVersion, byte[]> via;

    /** @param sampling the share of requests without a trace that become one; null if nobody is told of any */
    public Introduction(ForwardingSpec spec, Predicate<Peer> trusts, @Nullable Ratio sampling) {
        this.spec = spec;
        this.sampling = sampling;
        this.trusts = trusts;
        this.via = new EnumMap<>(HttpVersion.class);
        if (!spec.via().equals(NO_VIA)) {
            for (HttpVersion version : HttpVersion.values()) {
                via.put(version, HeadWriter.octets(version.received() + " " + spec.via()));
            }
        }
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Headers headers = exchange.request().headers();
        exchange.request().takesTrailers(ConnectionField.has(headers, HeaderName.TE, "trailers"));
        ConnectionField.removeHopByHop(headers);
        boolean trusted = trusts.test(exchange.peer());
        if (spec.xForwarded()) {
            forwardedFor(exchange, headers, trusted);
        } else if (!trusted) {
            removeForwarded(headers);
        }
        if (spec.forwarded()) {
            forwarded(exchange, headers, trusted);
        } else if (!trusted) {
            headers.remove(HeaderName.FORWARDED);
        }
        clientCertificate(exchange.peer(), headers, trusted);
        byte[] self = via.get(exchange.request().version());
        if (self != null) {
            append(headers, HeaderName.VIA, self);
        }
        if (spec.requestId()) {
            requestId(exchange, headers);
        }
        if (spec.traceContext()) {
            traceContext(exchange, headers);
        }
        return Verdict.PROCEED;
    }

    private static void forwardedFor(Exchange exchange, Headers headers, boolean trusted) {
        Peer peer = exchange.peer();
        if (trusted) {
            append(headers, HeaderName.X_FORWARDED_FOR, peer.spelled());
        } else {
            removeForwarded(headers);
            headers.add(HeaderName.X_FORWARDED_FOR, peer.spelled());
        }
        if (!headers.contains(HeaderName.X_FORWARDED_PROTO)) {
            headers.add(HeaderName.X_FORWARDED_PROTO, peer.secure() ? HTTPS : HTTP);
        }
        RequestHead request = exchange.request();
        if (!headers.contains(HeaderName.X_FORWARDED_HOST) && request.hostEnd() > request.hostStart()) {
            headers.addCopy(HeaderName.X_FORWARDED_HOST, request.hostStart(), request.hostEnd());
        }
        if (!headers.contains(HeaderName.X_FORWARDED_PORT)) {
            headers.add(HeaderName.X_FORWARDED_PORT, peer.localPort());
        }
    }

    private static void removeForwarded(Headers headers) {
        headers.remove(HeaderName.X_FORWARDED_FOR);
        headers.remove(HeaderName.X_FORWARDED_PROTO);
        headers.remove(HeaderName.X_FORWARDED_HOST);
        headers.remove(HeaderName.X_FORWARDED_PORT);
    }

    private static void forwarded(Exchange exchange, Headers headers, boolean trusted) {
        Peer peer = exchange.peer();
        if (!trusted) {
            headers.remove(HeaderName.FORWARDED);
        }
        String node = peer.text().indexOf(':') >= 0 ? "\"[" + peer.text() + "]\"" : peer.text();
        String host = exchange.request().hostText();
        append(
                headers,
                HeaderName.FORWARDED,
                HeadWriter.octets(
                        "for=" + node + ";proto=" + peer.scheme() + (host.isEmpty() ? "" : ";host=\"" + host + "\"")));
    }

    /** RFC 9440: what is there may only come from a trusted proxy, and gives way to what we know. */
    private void clientCertificate(Peer peer, Headers headers, boolean trusted) {
        Security security = peer.security();
        ClientIdentity client = security == null ? null : security.client();
        boolean tell = client != null && spec.clientCertificate() == ClientCertificate.RFC9440;
        if (!trusted || tell) {
            headers.remove(CLIENT_CERT);
            headers.remove(CLIENT_CERT_CHAIN);
        }
        if (client != null && tell) {
            headers.add(CLIENT_CERT, client.certificate());
            if (client.chain().length > 0) {
                headers.add(CLIENT_CERT_CHAIN, client.chain());
            }
        }
    }

    /** Adds to the list that is there (RFC 9110 section 5.3), as a field line of its own. */
    private static void append(Headers headers, HeaderName name, byte[] value) {
        int last = -1;
        for (int i = headers.find(name); i >= 0; i = headers.find(name, i + 1)) {
            last = i;
        }
        if (last < 0) {
            headers.add(name, value);
            return;
        }
        String before = headers.value(last);
        headers.remove(last);
        headers.add(name, before + ", " + RequestIds.text(value));
    }

    private static void requestId(Exchange exchange, Headers headers) {
        int field = headers.find(HeaderName.X_REQUEST_ID);
        if (field >= 0 && headers.find(HeaderName.X_REQUEST_ID, field + 1) < 0 && RequestIds.isUsable(headers, field)) {
            return;
        }
        headers.remove(HeaderName.X_REQUEST_ID);
        if (exchange.requestId() == null) {
            byte[] made = RequestIds.hex(exchange.loop().random(), 32);
            headers.add(HeaderName.X_REQUEST_ID, made);
        } else {
            headers.add(HeaderName.X_REQUEST_ID, exchange.requestId());
        }
    }

    private void traceContext(Exchange exchange, Headers headers) {
        int field = headers.find(HeaderName.TRACEPARENT);
        if (field >= 0
                && headers.find(HeaderName.TRACEPARENT, field + 1) < 0
                && RequestIds.isTraceparent(headers, field)) {
            if (sampling != null && RequestIds.isSampled(headers, field)) {
                exchange.sampled(
                        RequestIds.enter(headers, field, exchange.loop().random()));
            }
            return;
        }
        headers.remove(HeaderName.TRACEPARENT);
        boolean sampled = sampling == null || exchange.loop().random().nextInt(Ratio.WHOLE) < sampling.basisPoints();
        byte[] made = RequestIds.newTraceparent(exchange.loop().random(), sampled);
        headers.add(HeaderName.TRACEPARENT, made);
        if (sampling != null && sampled) {
            exchange.sampled(RequestIds.sampled(made));
        }
    }
}
