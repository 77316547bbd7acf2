package io.highgate.center.api.serve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads paths and queries as they were sent, in one way only. Pure. */
final class Paths {

    private static final int MOST_PARAMETERS = 50;

    private Paths() {}

    /** The decoded segments of a path; null if it is none that anybody means: not in UTF-8, or with dots. */
    static String @Nullable [] segments(String raw) {
        if (!raw.startsWith("/")) {
            return null;
        }
        String[] segments = raw.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            String decoded = decode(segments[i], false);
            if (decoded == null || decoded.equals(".") || decoded.equals("..") || decoded.indexOf('\0') >= 0) {
                return null;
            }
            segments[i] = decoded;
        }
        return segments;
    }

    /** The parameters of a query, decoded; null if they cannot be. */
    static @Nullable Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String[] pairs = raw.isEmpty() ? new String[0] : raw.split("&", -1);
        if (pairs.length > MOST_PARAMETERS) {
            return null;
        }
        for (String pair : pairs) {
            int equal = pair.indexOf('=');
            String name = decode(equal < 0 ? pair : pair.substring(0, equal), true);
            String value = equal < 0 ? "" : decode(pair.substring(equal + 1), true);
            if (name == null || value == null) {
                return null;
            }
            if (!name.isEmpty()) {
                query.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    private static @Nullable String decode(String raw, boolean plusIsBlank) {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
            return raw;
        }
        ByteBuffer octets = ByteBuffer.allocate(raw.length() * 3);
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    return null;
                }
                octets.put((byte) (high << 4 | low));
                i += 2;
            } else if (c > 0x7e) {
                return null;
            } else {
                octets.put((byte) (c == '+' && plusIsBlank ? ' ' : c));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
