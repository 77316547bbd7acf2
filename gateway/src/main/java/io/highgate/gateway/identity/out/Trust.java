package io.highgate.gateway.identity.out;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates count when other services are asked. Immutable. */
sealed interface Trust {

    /** Those of the JVM's authorities. */
    record Usual() implements Trust {}

    /** Those of the authorities in files, and no others. */
    record Own(SSLContext context) implements Trust {}

    /** The files cannot be used: nobody is asked, rather than asked without a check. */
    record Unusable(String why) implements Trust {}

    static Trust of(List<String> files) {
        if (files.isEmpty()) {
            return new Usual();
        }
        String at = "";
        try {
            KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
            authorities.load(null, null);
            for (String file : files) {
                at = file;
                try (InputStream in = Files.newInputStream(Path.of(file))) {
                    for (Certificate it :
                            CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                        authorities.setCertificateEntry("authority-" + authorities.size(), it);
                    }
                }
            }
            if (authorities.size() == 0) {
                return new Unusable("there is no authority in " + String.join(", ", files));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new Own(context);
        } catch (IOException | GeneralSecurityException e) {
            return new Unusable("the authorities in " + at + " cannot be read: " + e);
        }
    }
}
