package io.highgate.model.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What HTTP allows as names and values. Pure. */
final class HttpWords {

    /** RFC 9110 section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+\\-.^_`|~0-9A-Za-z]+");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");

    /** The gateway writes these itself for each connection; a wrong one breaks the framing. */
    private static final Set<String> CONNECTION_FIELDS = Set.of(
            "connection",
            "content-length",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HttpWords() {}

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    static boolean belongsToConnection(String field) {
        return CONNECTION_FIELDS.contains(field.toLowerCase(Locale.ROOT));
    }

    /** RFC 9110 section 5.5, without the obsolete bytes above 0x7f. */
    static boolean isFieldValue(String text) {
        return text.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    }

    /** A host name or address as it comes in a Host field, without a port. */
    static boolean isHost(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (IPV6.matcher(host).matches()) {
            return true;
        }
        if (host.isEmpty() || host.length() > 253) {
            return false;
        }
        for (String label : host.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }
}
