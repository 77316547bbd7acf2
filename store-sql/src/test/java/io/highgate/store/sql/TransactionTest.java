package io.highgate.store.sql;

import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class TransactionTest {

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    @Nested
    class OnH2 extends TransactionContract {

        private Database database;

        @BeforeEach
        void open(@TempDir Path folder) {
            database = Here.open(SqlSettings.of(EmbeddedAddress.in(folder)).withStatement(HALF_A_SECOND));
        }

        @AfterEach
        void close() {
            database.close();
        }

        @Override
        Database database() {
            return database;
        }

        @Override
        String slow() {
            return "DELETE FROM users WHERE name IN (SELECT count(*) || '' FROM system_range(1, 1000000) a,"
                    + " system_range(1, 1000000) b)";
        }
    }

    @Nested
    class OnPostgres extends TransactionContract {

        private Database database;

        @BeforeEach
        void open() {
            database = Here.open(Here.settings(SharedPostgres.fresh()).withStatement(HALF_A_SECOND));
        }

        @AfterEach
        void close() {
            database.close();
        }

        @Override
        Database database() {
            return database;
        }

        @Override
        String slow() {
            return "SELECT pg_sleep(20)";
        }
    }
}
