package io.highgate.gateway.identity.forward;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.ForwardAuthSpec;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * What the service is asked about a request, and all that its answer may depend on. Immutable.
 *
 * @param fields the request's fields that it is shown
 */
record Question(String method, String proto, String host, String uri, String client, List<Field> fields) {

    private static final List<String> USUAL = List.of("Authorization", "Cookie");

    /** One field. */
    record Field(String name, String value) {}

    static Question of(Exchange exchange, ForwardAuthSpec spec) {
        RequestHead request = exchange.request();
        String path = request.pathText();
        List<Field> fields = new ArrayList<>();
        Headers headers = request.headers();
        for (String name : spec.requestHeaders().isEmpty() ? USUAL : spec.requestHeaders()) {
            HeaderName field = HeaderName.of(name);
            for (int i = headers.find(field); i >= 0; i = headers.find(field, i + 1)) {
                fields.add(new Field(name, headers.value(i)));
            }
        }
        return new Question(
                request.method().toString(),
                exchange.peer().security() == null ? "http" : "https",
                request.hostText(),
                request.hasQuery() ? path + "?" + request.queryText() : path,
                exchange.clientAddress(),
                List.copyOf(fields));
    }

    HttpRequest.Builder to(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .GET()
                .header("X-Forwarded-Method", method)
                .header("X-Forwarded-Proto", proto)
                .header("X-Forwarded-Uri", uri)
                .header("X-Forwarded-For", client);
        if (!host.isEmpty()) {
            request.header("X-Forwarded-Host", host);
        }
        fields.forEach(it -> request.header(it.name(), it.value()));
        return request;
    }

    /** Without fields: they may be credentials. */
    @Override
    public String toString() {
        return method + " " + proto + "://" + host + uri;
    }
}
