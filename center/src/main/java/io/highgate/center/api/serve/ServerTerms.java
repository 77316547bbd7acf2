package io.highgate.center.api.serve;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where and within which bounds a center listens. Immutable.
 *
 * @param port 0 for any that is free
 * @param tls asked at each connection, so that certificates can change; null for none that is encrypted
 * @param certificates whether clients have to show a certificate, where connections are encrypted
 * @param envelopeErrorsAre200 whether paths with envelopes answer errors with status 200, as they used to
 */
public record ServerTerms(
        InetAddress bind,
        int port,
        @Nullable Supplier<SSLContext> tls,
        Certificates certificates,
        boolean envelopeErrorsAre200,
        Bounds bounds) {

    /** The center's port, if nobody says otherwise. */
    public static final int USUAL_PORT = 8005;

    /** Whether clients have to show a certificate. */
    public enum Certificates {
        /** Not asked for. */
        NONE,
        /** Asked for; one that is shown must be good. */
        OPTIONAL,
        /** Without a good one there is no connection. */
        REQUIRED
    }

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
        return new ServerTerms(bind, port, null, Certificates.NONE, false, Bounds.USUAL);
    }
}
