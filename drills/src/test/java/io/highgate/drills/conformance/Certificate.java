package io.highgate.drills.conformance;

import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate for localhost by an authority made for this run. Immutable.
 *
 * @param file the certificate, PEM
 * @param key its key, PEM
 * @param authority the certificate of who signed it, PEM
 */
public record Certificate(Path file, Path key, Path authority) {

    /** Makes all three in a folder. */
    public static Certificate in(Path folder) {
        String openssl = Program.needed("openssl", "openssl").toString();
        Certificate made =
                new Certificate(folder.resolve("crt.pem"), folder.resolve("key.pem"), folder.resolve("ca.pem"));
        Path authorityKey = folder.resolve("ca-key.pem");
        make(openssl, "/CN=Drill authority", authorityKey, made.authority);
        make(
                openssl,
                "/CN=localhost",
                made.key,
                made.file,
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-addext",
                "extendedKeyUsage=serverAuth",
                "-addext",
                "basicConstraints=critical,CA:FALSE",
                "-addext",
                "crlDistributionPoints=URI:http://localhost/none.crl",
                "-CA",
                made.authority.toString(),
                "-CAkey",
                authorityKey.toString());
        return made;
    }

    private static void make(String openssl, String subject, Path key, Path certificate, String... more) {
        List<String> command = new ArrayList<>(List.of(openssl, "req", "-x509", "-newkey", "ec"));
        command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90"));
        command.addAll(List.of("-subj", subject, "-keyout", key.toString(), "-out", certificate.toString()));
        command.addAll(List.of(more));
        Ran ran = Ran.of(command.toArray(String[]::new));
        if (ran.exit() != 0) {
            throw new AssertionError("openssl: " + ran);
        }
    }

    /** A listener with it, in YAML. */
    String listener(int port) {
        return "listeners: [{name: main, bind: '127.0.0.1:%d', tls: {certificates: [{certificate: '%s', key: '%s'}]}}]\n"
                .formatted(port, file, key);
    }
}
