package io.highgate.gateway.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The keys of session tickets (RFC 5077, RFC 8446 section 4.6.1), the same for all certificates of a
 * listener. A key encrypts until the next rotation and opens tickets for two more: forward secrecy
 * must not hang on a key that lives as long as the process. Thread-safe. The JDK turns its own.
 */
final class Tickets {

    private static final int KEPT = 3;

    /** A matter of TLS, not of chance that a test could want to repeat. */
    private final SecureRandom random = new SecureRandom();

    private final List<SslContext> contexts;
    private final Deque<OpenSslSessionTicketKey> keys = new ArrayDeque<>();

    Tickets(List<SslContext> contexts) {
        this.contexts = contexts;
        rotate();
    }

    /** A new key encrypts from now on. */
    synchronized void rotate() {
        keys.addFirst(new OpenSslSessionTicketKey(
                octets(OpenSslSessionTicketKey.NAME_SIZE),
                octets(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                octets(OpenSslSessionTicketKey.AES_KEY_SIZE)));
        if (keys.size() > KEPT) {
            keys.removeLast();
        }
        OpenSslSessionTicketKey[] all = keys.toArray(OpenSslSessionTicketKey[]::new);
        for (SslContext context : contexts) {
            if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
                sessions.setTicketKeys(all);
            }
        }
    }

    private byte[] octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
