package io.highgate.model.tls;

import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.CertificateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong or doubtful with what certificate files hold. Confined to one thread. */
final class CertificateCheck {

    /** Time enough to get a new one, for those who do it by hand. */
    private static final Duration SOON = Duration.ofDays(14);

    private static final int SHORTEST_RSA = 2048;

    private final Places places;
    private final @Nullable Instant now;
    private final Problems problems;

    CertificateCheck(Places places, @Nullable Instant now, Problems problems) {
        this.places = places;
        this.now = now;
        this.problems = problems;
    }

    void unusable(String at, Unusable reason) {
        problems.error(places.of(at), String.valueOf(reason.getMessage()));
    }

    void identity(Identity identity, CertificateSpec spec, String at) {
        dates(identity.certificate(), spec.certificate(), at);
        if (identity.key() instanceof RSAKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
            problems.error(
                    places.of(at),
                    "the RSA key in " + spec.key() + " has " + rsa.getModulus().bitLength() + " bits; at least "
                            + SHORTEST_RSA + " are wanted");
        }
        if (isOpenToAll(Path.of(spec.key()))) {
            problems.warning(
                    places.of(at + ".key"),
                    "everyone on this machine can read " + spec.key() + "; take the right away (chmod o-r)");
        }
    }

    /** Not so where the file system has no such rights. */
    private static boolean isOpenToAll(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** A certificate of a listener needs names, and one of them that no earlier one has. */
    void names(Identity identity, List<ServerNames> earlier, String at) {
        ServerNames names = identity.names();
        if (names.all().isEmpty()) {
            problems.error(
                    places.of(at),
                    "the certificate has no subject alternative name; clients accept it for no host at all");
            return;
        }
        List<String> taken = names.all().stream()
                .filter(name -> earlier.stream().anyMatch(it -> it.all().contains(name)))
                .toList();
        if (taken.size() == names.all().size()) {
            problems.error(
                    places.of(at),
                    "is never shown: certificates before it have all its names (" + String.join(", ", taken) + ")");
        } else if (!taken.isEmpty()) {
            problems.warning(
                    places.of(at),
                    "a certificate before it is shown for " + String.join(", ", taken) + ", which this one has too");
        }
    }

    void authorities(List<X509Certificate> found, String file, String at) {
        for (X509Certificate certificate : found) {
            dates(certificate, file, at);
            if (certificate.getBasicConstraints() < 0) {
                problems.warning(
                        places.of(at),
                        certificate.getSubjectX500Principal() + " in " + file
                                + " is no authority: only itself is trusted");
            }
        }
    }

    private void dates(X509Certificate certificate, String file, String at) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now == null) {
            return;
        }
        if (now.isAfter(to)) {
            problems.warning(places.of(at), "the certificate in " + file + " expired at " + to);
        } else if (now.isBefore(from)) {
            problems.warning(places.of(at), "the certificate in " + file + " is not valid before " + from);
        } else if (now.plus(SOON).isAfter(to)) {
            problems.warning(places.of(at), "the certificate in " + file + " expires soon, at " + to);
        }
    }
}
