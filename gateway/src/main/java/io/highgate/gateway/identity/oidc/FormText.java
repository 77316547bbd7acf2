package io.highgate.gateway.identity.oidc;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names and values as forms and queries write them. Pure. */
final class FormText {

    private FormText() {}

    /** Pairs of a name and a value, one after the other. */
    static String of(String... pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return all.entrySet().stream()
                .map(it -> encode(it.getKey()) + "=" + encode(it.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** All pairs by name; null if a name is there twice or something is not encoded as it should be. */
    static @Nullable Map<String, String> read(String query) {
        Map<String, String> all = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign < 0) {
                continue;
            }
            try {
                String name = URLDecoder.decode(pair.substring(0, sign), StandardCharsets.UTF_8);
                String value = URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8);
                if (all.put(name, value) != null) {
                    return null;
                }
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return all;
    }
}
