package io.highgate.model.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whose certificates count for a client that shows none itself. Stateless. */
public final class Authorities {

    private Authorities() {}

    /**
     * All certificates in these PEM files, as they are now.
     *
     * @param at the setting that names the files, as {@code registries.consul.trust}
     * @throws IllegalArgumentException naming each file that cannot be used, and why
     */
    public static List<X509Certificate> read(String at, List<String> files) {
        List<X509Certificate> all = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            try {
                all.addAll(IdentityFiles.certificates(files.get(i)));
            } catch (Unusable e) {
                problems.add(at + "[" + i + "]: " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return all;
    }

    /**
     * One that trusts those in these files and no others; null, for those of the JVM, if there are none.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public static @Nullable SSLContext trusting(String at, List<String> files) {
        if (files.isEmpty()) {
            return null;
        }
        List<X509Certificate> authorities = read(at, files);
        try {
            return TlsManagers.client(authorities, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(at + " cannot be used: " + e, e);
        }
    }
}
