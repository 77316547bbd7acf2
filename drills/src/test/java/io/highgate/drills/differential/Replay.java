package io.highgate.drills.differential;

import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends recorded octets to a real origin and reads which requests it found in them. Stateless. */
final class Replay {

    /** Sent behind all others: a parser that is out of step does not see it, or sees more. */
    static final Seen LAST = new Seen("GET", "/the-last-request", 0);

    private static final String LAST_OCTETS =
            "GET " + LAST.target() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static final Pattern SEEN = Pattern.compile("(?mi)^X-Seen: (\\S+) (\\S+)(?: (\\d+)| HTTP/1\\.1)?\\s*$");

    private Replay() {}

    /** What the origin says to all of the octets: a request for each answer, or an answer's status line. */
    static List<Object> to(RealOrigin origin, byte[] octets) {
        List<Object> found = new ArrayList<>();
        try (Wire wire = Wire.to(origin.port())) {
            Thread.ofVirtual().start(() -> send(wire, octets));
            while (true) {
                found.add(answer(wire));
            }
        } catch (UncheckedIOException end) {
            return found;
        }
    }

    private static void send(Wire wire, byte[] octets) {
        try {
            wire.send(octets).send(LAST_OCTETS);
        } catch (UncheckedIOException refused) {
            // The origin has closed before it was sent everything; its answers tell why.
        }
    }

    private static Object answer(Wire wire) {
        String head = wire.readHead();
        while (head.startsWith("HTTP/1.1 1")) {
            head = wire.readHead();
        }
        Matcher seen = SEEN.matcher(head);
        boolean told = seen.find();
        if (!(told && seen.group(1).equals("HEAD")) && !head.startsWith("HTTP/1.1 204")) {
            body(wire, head);
        }
        String status = head.substring(0, head.indexOf("\r\n"));
        // A refusal is not a request that was understood, whatever the origin says of it.
        boolean refused = status.startsWith("HTTP/1.1 400") || status.startsWith("HTTP/1.1 5");
        return told && !refused
                ? new Seen(seen.group(1), seen.group(2), seen.group(3) == null ? -1 : Long.parseLong(seen.group(3)))
                : status;
    }

    private static void body(Wire wire, String head) {
        if (!head.toLowerCase(java.util.Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
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

    /** Octets as a message may show them. */
    static String shown(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1)
                .replace("\r", "\\r")
                .replace("\n", "\\n\n");
    }
}
