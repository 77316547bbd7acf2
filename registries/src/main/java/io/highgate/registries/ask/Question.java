package io.highgate.registries.ask;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a server. Immutable. It prints without what may be secret: query, header fields, body.
 *
 * @param url whom, and for what
 * @param timeout how long the whole answer may take (for lines: their head, and each silence)
 * @param headers besides {@code Accept: application/json}
 * @param form posted if it is not null; otherwise this is a GET
 */
public record Question(
        URI url,
        Duration timeout,
        Map<String, String> headers,
        @Nullable Map<String, String> form) {

    public Question {
        headers = Map.copyOf(headers);
        form = form == null ? null : Map.copyOf(form);
    }

    /** A GET below the address of a server, which may end with a slash; the path begins with one. */
    public static Question get(URI server, String path, Duration timeout) {
        String base = server.toString();
        String below = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return new Question(URI.create(below + path), timeout, Map.of(), null);
    }

    /** The same with a header field more. */
    public Question with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Question(url, timeout, more, form);
    }

    /** The same, as a POST of a form. */
    public Question posting(Map<String, String> fields) {
        return new Question(url, timeout, headers, fields);
    }

    /** The host and the path, for messages. */
    public String title() {
        return url.getScheme() + "://" + authority() + url.getRawPath();
    }

    /** Without a user that somebody wrote into the address. */
    private String authority() {
        String whole = String.valueOf(url.getRawAuthority());
        return whole.substring(whole.lastIndexOf('@') + 1);
    }

    /** {@code name=value&...}, as in a query or a form; empty values too, in the map's order. */
    public static String encoded(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return String.join("&", pairs);
    }

    /** One segment of a path, or one value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public String toString() {
        return (form == null ? "GET " : "POST ") + title();
    }
}
