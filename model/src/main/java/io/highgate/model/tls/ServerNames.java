package io.highgate.model.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names a certificate is good for, by its subject alternative names; the common name does not
 * count (RFC 9110 section 4.3.4). A wildcard stands for exactly one whole leftmost label (RFC 9525
 * section 6.3). Immutable.
 */
public record ServerNames(Set<String> all) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    public ServerNames {
        all = java.util.Collections.unmodifiableSet(new TreeSet<>(all));
    }

    /** The names of a certificate; none if it has none or they cannot be read. */
    public static ServerNames of(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            if (entries != null) {
                for (List<?> entry : entries) {
                    int type = (Integer) entry.getFirst();
                    if (type == DNS || type == ADDRESS) {
                        names.add(entry.get(1).toString().toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            names.clear();
        }
        return new ServerNames(names);
    }

    /** Whether the certificate is good for a host; case does not count, nor does a dot at the end. */
    public boolean covers(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        int dot = name.indexOf('.');
        return all.contains(name) || dot > 0 && all.contains("*" + name.substring(dot));
    }
}
