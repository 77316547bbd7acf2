package io.highgate.drills.conformance;

import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import java.nio.file.Path;

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
        run(
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "90",
                "-subj",
                "/CN=Drill authority",
                "-keyout",
                authorityKey.toString(),
                "-out",
                made.authority.toString());
        run(
                openssl,
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "90",
                "-subj",
                "/CN=localhost",
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
                authorityKey.toString(),
                "-keyout",
                made.key.toString(),
                "-out",
                made.file.toString());
        return made;
    }

    private static void run(String... command) {
        Ran ran = Ran.of(command);
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
