package io.highgate.drills.differential;

import io.highgate.testkit.Wire;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a real origin said to one request. Immutable.
 *
 * @param seen the request as it was understood; null where it was refused
 * @param closes whether the origin said that it closes the connection behind this answer
 */
record Answer(String status, @Nullable Seen seen, boolean closes) {

    private static final Pattern SEEN = Pattern.compile("(?mi)^X-Seen: (\\S+) (\\S+)(?: (\\d+)| HTTP/1\\.1)?\\s*$");

    /** Reads an answer with its body. */
    static Answer from(Wire wire) {
        String head = wire.readHead();
        while (head.startsWith("HTTP/1.1 1")) {
            head = wire.readHead();
        }
        Seen seen = seen(head);
        if (seen == null || !seen.method().equals("HEAD")) {
            skipBody(wire, head);
        }
        String status = head.substring(0, head.indexOf("\r\n"));
        // A refusal is not a request that was understood, whatever the origin says of it.
        boolean refused = status.startsWith("HTTP/1.1 400") || status.startsWith("HTTP/1.1 5");
        return new Answer(status, refused ? null : seen, lower(head).contains("\r\nconnection: close\r\n"));
    }

    private static @Nullable Seen seen(String head) {
        Matcher words = SEEN.matcher(head);
        if (!words.find()) {
            return null;
        }
        String octets = words.group(3);
        return new Seen(words.group(1), words.group(2), octets == null ? -1 : Long.parseLong(octets));
    }

    private static void skipBody(Wire wire, String head) {
        if (!lower(head).contains("\r\ntransfer-encoding: chunked\r\n")) {
            wire.read(Wire.contentLength(head));
            return;
        }
        int size;
        do {
            size = Integer.parseInt(wire.readThrough("\r\n").strip(), 16);
            wire.read(size);
            wire.readThrough("\r\n");
        } while (size > 0);
    }

    private static String lower(String head) {
        return head.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return seen == null ? status : seen.toString();
    }
}
