package io.highgate.app.center;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A certificate with its key in one PEM file, signed by itself, made by the JDK's keytool. Immutable. */
record Issued(Path file) {

    private static final String WORD = "changeit";

    /** One in this folder; {@code days} is from yesterday on. */
    static Issued in(Path folder, String name, String subject, String names, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        Files.deleteIfExists(store);
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-dname",
                        subject,
                        "-ext",
                        "san=" + names,
                        "-keyalg",
                        "EC",
                        "-startdate",
                        "-2d",
                        "-validity",
                        Integer.toString(days),
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        WORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, WORD.toCharArray());
        }
        byte[] key = keys.getKey("own", WORD.toCharArray()).getEncoded();
        byte[] certificate = keys.getCertificate("own").getEncoded();
        Path file = folder.resolve(name + ".pem");
        Files.writeString(file, pem("CERTIFICATE", certificate) + pem("PRIVATE KEY", key));
        return new Issued(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
    }

    private static String pem(String label, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
    }

    /** As a certificate with its key in the configuration. */
    String both() {
        return "{certificate: '%s', key: '%s'}".formatted(file, file);
    }
}
