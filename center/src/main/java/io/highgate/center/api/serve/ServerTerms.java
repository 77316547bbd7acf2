package io.highgate.center.api.serve;

import java.net.InetAddress;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where and within which bounds a center listens. Immutable.
 *
 * @param port 0 for any that is free
 * @param tls null for connections that are not encrypted
 * @param certificates whether clients are asked for a certificate; they need not have one
 * @param envelopeErrorsAre200 whether paths with envelopes answer errors with status 200, as they used to
 */
public record ServerTerms(
        InetAddress bind,
        int port,
        @Nullable SSLContext tls,
        boolean certificates,
        boolean envelopeErrorsAre200,
        Bounds bounds) {

    /** The center's port, if nobody says otherwise. */
    public static final int USUAL_PORT = 8005;

    /**
     * How much one client may ask of it.
     *
     * @param header octets of all header fields together
     * @param body octets of a body
     * @param connections at a time
     * @param requests under way at a time, streams not counted
     * @param streams at a time
     * @param patience for a request's body to be there as a whole, and for a connection to say something
     */
    public record Bounds(int header, int body, int connections, int requests, int streams, Duration patience) {

        /** Each instance keeps a connection: there is room for 10,000 of them, and for whoever else asks. */
        public static final Bounds USUAL =
                new Bounds(16 * 1024, 1024 * 1024, 16_384, 512, 1_024, Duration.ofSeconds(10));
    }

    /** Without encryption, within the usual bounds. */
    public static ServerTerms at(InetAddress bind, int port) {
        return new ServerTerms(bind, port, null, false, false, Bounds.USUAL);
    }
}
