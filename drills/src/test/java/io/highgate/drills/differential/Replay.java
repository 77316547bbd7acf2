package io.highgate.drills.differential;

import io.highgate.testkit.Wire;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Sends recorded requests to a real origin, in one go, and reads which ones it found. Stateless. */
final class Replay {

    /** Sent behind all others: a parser that is out of step does not see it, or sees more. */
    static final Seen LAST = new Seen("GET", "/the-last-request", 0);

    private static final byte[] LAST_OCTETS =
            "GET /the-last-request HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private Replay() {}

    /**
     * All that the origin answers. Where it says that it closes the connection, the rest goes over
     * another one, as a gateway would send it.
     */
    static List<Answer> to(RealOrigin origin, List<Sent> requests) {
        List<Answer> found = new ArrayList<>();
        int before = -1;
        while (found.size() <= requests.size() && found.size() > before) {
            before = found.size();
            over(origin, requests.subList(before, requests.size()), found);
        }
        return found;
    }

    private static void over(RealOrigin origin, List<Sent> requests, List<Answer> found) {
        try (Wire wire = Wire.to(origin.port())) {
            byte[] octets = octets(requests);
            Thread.ofVirtual().start(() -> send(wire, octets));
            Answer answer;
            do {
                answer = Answer.from(wire);
                found.add(answer);
            } while (!answer.closes() || answer.seen() == null);
        } catch (UncheckedIOException end) {
            // No more answers: whether those were all is for the caller to say.
        }
    }

    private static byte[] octets(List<Sent> requests) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        requests.forEach(request -> all.writeBytes(request.octets()));
        all.writeBytes(LAST_OCTETS);
        return all.toByteArray();
    }

    private static void send(Wire wire, byte[] octets) {
        try {
            wire.send(octets);
        } catch (UncheckedIOException refused) {
            // The origin has closed before it was sent everything; its answers tell why.
        }
    }
}
