package io.highgate.center.api.serve;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * What of a request's body nobody wanted to read. Left where it is it would be read as the next request (RFC 9112,
 * section 9.3): so a short one is read and forgotten, and behind any other the connection ends. Thread-safe.
 */
final class Leftover {

    /** As much has come with the head as a rule. */
    private static final int SHORT = 16 * 1024;

    private static final int SOME = 4 * 1024;

    /** As much is taken of a body that nobody wants before its connection ends. */
    private static final int LONG = 16 * 1024 * 1024;

    private final UnderWay underWay;

    Leftover(UnderWay underWay) {
        this.underWay = underWay;
    }

    /** Reads it if it is short; whether some is left, so that this connection can have no other request. */
    boolean remains(ServerRequest request) {
        if (!request.content().hasEntity() || request.content().consumed()) {
            return false;
        }
        long length = request.headers().contentLength().orElse(Long.MAX_VALUE);
        return length > SHORT || isHeldBack(request) || !take(request, SHORT);
    }

    /** Behind the answer: what still comes is taken, or a reset could overtake the answer (RFC 9112, section 9.6). */
    void linger(ServerRequest request) {
        if (!isHeldBack(request)) {
            boolean ignored = take(request, LONG);
        }
    }

    /** It comes only if we ask for it. */
    private static boolean isHeldBack(ServerRequest request) {
        return request.headers().contains(HeaderNames.EXPECT);
    }

    /** Whether that was all. Whoever takes too long to send it is cut off. */
    private boolean take(ServerRequest request, int atMost) {
        OtherEnd sender = underWay.beginLeftover();
        try {
            InputStream in = request.content().inputStream();
            byte[] some = new byte[SOME];
            for (int taken = 0; taken <= atMost; ) {
                int more = in.read(some);
                if (more < 0) {
                    return true;
                }
                taken += more;
            }
            return false;
        } catch (IOException | RuntimeException brokenOff) {
            return false;
        } finally {
            underWay.endLeftover(sender);
        }
    }
}
