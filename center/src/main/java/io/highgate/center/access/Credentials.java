package io.highgate.center.access;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to say who asks. Immutable.
 *
 * @param authorization the header of that name; null if there is none
 * @param certificates that the connection was opened with, the caller's own first; checked already
 * @param address of whoever is at the other end of the connection
 * @param straight whether nothing hints at a browser or a proxy on the way
 */
public record Credentials(
        @Nullable String authorization, List<X509Certificate> certificates, String address, boolean straight) {

    public Credentials {
        certificates = List.copyOf(certificates);
    }

    /** Nothing of it: it may be good. */
    @Override
    public String toString() {
        return "credentials from " + address;
    }
}
