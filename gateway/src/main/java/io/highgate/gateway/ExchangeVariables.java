package io.highgate.gateway;

import io.highgate.gateway.exchange.ClientIdentity;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.filter.HeaderEdit;
import io.highgate.gateway.filter.Variables;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code {name}} stands for in header values of an exchange. Confined to its event loop. */
record ExchangeVariables(Exchange exchange) implements Variables {

    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;

    /** Makes the changes to a head. */
    static void edit(List<HeaderEdit> edits, Headers headers, Exchange exchange) {
        for (HeaderEdit edit : edits) {
            edit.apply(headers, new ExchangeVariables(exchange));
        }
    }

    @Override
    public @Nullable String value(String name) {
        return switch (name) {
            case "client_ip" -> exchange.clientAddress();
            case "host" -> exchange.request().hostText();
            case "request_id" -> RequestIds.requestId(exchange);
            case "trace_id" -> traceId();
            case "base_url" ->
                exchange.peer().scheme() + "://" + exchange.request().hostText();
            case "endpoint_url" ->
                exchange.endpoint() == null
                        ? null
                        : (exchange.endpointSecure() ? "https://" : "http://") + name(exchange.endpoint());
            case "tls_version" -> security() == null ? null : security().version();
            case "tls_cipher" -> security() == null ? null : security().cipher();
            case "tls_server_name" -> security() == null ? null : security().serverName();
            case "client_certificate_subject" -> client() == null ? null : client().subject();
            case "client_certificate_sha256" -> client() == null ? null : client().sha256();
            case "client_certificate_names" -> client() == null ? null : client().names();
            default -> exchange.match().capture(name);
        };
    }

    @Override
    public boolean isSecure() {
        return exchange.peer().secure();
    }

    private @Nullable Security security() {
        return exchange.peer().security();
    }

    private @Nullable ClientIdentity client() {
        Security security = security();
        return security == null ? null : security.client();
    }

    private @Nullable String traceId() {
        Headers headers = exchange.request().headers();
        int field = headers.find(HeaderName.TRACEPARENT);
        boolean usable = field >= 0 && RequestIds.isTraceparent(headers, field);
        return usable ? headers.value(field).substring(TRACE_ID, TRACE_ID_END) : null;
    }

    /** Without the address of one that was discovered: {@code orders.internal:8080@10.0.0.5}. */
    private static String name(String endpoint) {
        int at = endpoint.indexOf('@');
        return at < 0 ? endpoint : endpoint.substring(0, at);
    }
}
