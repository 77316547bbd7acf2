package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.sql.settings.SqlSettings;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server with a certificate for localhost that no public authority has signed. */
class PostgresTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void onlyTheRightNameUnderTheRightAuthorityIsTrusted(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("pg");
        try (PostgresServer server = PostgresServer.start(data)) {
            certificate(folder, data);
            server.admin("ALTER SYSTEM SET ssl = on");
            server.admin("SELECT pg_reload_conf()");
            String named = server.address().replace("127.0.0.1", "localhost");
            String authority = "sslrootcert=" + data.resolve("server.crt");
            Await.until("TLS is on", () -> isEncrypted(named + "?" + authority));
            assertThat(isEncrypted(named + "?sslmode=require&" + authority)).isTrue();
            assertThat(isEncrypted(named + "?sslmode=disable")).isFalse();
            refused(server.address() + "?" + authority, "127.0.0.1");
            refused(named + "?ssl=true", "PKIX");
            refused(named + "?sslmode=require", "PKIX");
        }
    }

    private static SqlSettings settings(String address) {
        SqlSettings settings = Here.settings(address);
        return settings.withPool(settings.pool().withConnect(Duration.ofMillis(700)));
    }

    private static boolean isEncrypted(String address) {
        try (Database database = Here.open(settings(address))) {
            return database.read(
                    handle -> handle.createQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                            .mapTo(Boolean.class)
                            .one());
        }
    }

    private static void refused(String address, String reason) {
        try (Database database = Here.open(settings(address))) {
            assertThatThrownBy(database::prepare)
                    .isInstanceOf(StoreAwayException.class)
                    .hasStackTraceContaining(reason);
        }
    }

    private static void certificate(Path folder, Path data) throws IOException, GeneralSecurityException {
        Path store = folder.resolve("store.p12");
        PostgresServer.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "db",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)));
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        pem(
                data.resolve("server.key"),
                "PRIVATE KEY",
                keys.getKey("db", PASSWORD).getEncoded());
        pem(data.resolve("server.crt"), "CERTIFICATE", keys.getCertificate("db").getEncoded());
    }

    private static void pem(Path file, String what, byte[] octets) throws IOException {
        String text = Base64.getMimeEncoder().encodeToString(octets);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n");
    }
}
