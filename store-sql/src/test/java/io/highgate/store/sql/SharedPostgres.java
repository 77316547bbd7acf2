package io.highgate.store.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** One server for all tests that do it no harm; it ends with the process. Thread-safe. */
final class SharedPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SharedPostgres() {}

    private static final class Holder {
        static final PostgresServer SERVER = started();

        private static PostgresServer started() {
            try {
                return PostgresServer.startOnce(
                        Files.createTempDirectory(Path.of("target").toAbsolutePath(), "shared"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static PostgresServer server() {
        return Holder.SERVER;
    }

    /** The address of a new, empty database. */
    static String fresh() {
        String name = "test" + DATABASES.incrementAndGet();
        server().admin("CREATE DATABASE " + name);
        return server().address(name);
    }
}
