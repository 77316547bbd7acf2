package io.highgate.gateway.tls;

import io.highgate.model.spec.ListenerTlsSpec;
import io.highgate.model.tls.Identity;
import io.highgate.model.tls.TlsFiles;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * All that decides how a listener encrypts, with the content of the files: two that are equal do the
 * same. Immutable.
 *
 * @param protocols what is offered by ALPN, the preferred one first
 */
public record ServerKey(
        ListenerTlsSpec spec, List<String> protocols, List<Identity> identities, List<X509Certificate> trust) {

    /** Of a listener that has TLS. */
    public static ServerKey of(ListenerTlsSpec tls, List<String> protocols, TlsFiles files) {
        List<Identity> identities =
                tls.certificates().stream().map(files::identity).toList();
        return new ServerKey(tls, protocols, identities, files.trusted(tls.trust()));
    }
}
