package io.highgate.store.sql;

import io.highgate.store.config.ConfigVersions;
import io.highgate.store.contract.ConfigVersionsContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlConfigVersionsTest {

    @Nested
    class OnH2 extends ConfigVersionsContract {

        @TempDir
        private static Path folder;

        private static Database database;

        @BeforeAll
        static void open() {
            database = Here.h2(folder);
        }

        @AfterAll
        static void close() {
            database.close();
        }

        @BeforeEach
        void empty() {
            database.writeRepeatable(handle -> handle.execute("DELETE FROM config_versions"));
        }

        @Override
        protected ConfigVersions store() {
            return new SqlConfigVersions(database);
        }
    }

    @Nested
    class OnPostgres extends ConfigVersionsContract {

        private static Database database;

        @BeforeAll
        static void open() {
            database = Here.open(Here.settings(SharedPostgres.fresh()));
        }

        @AfterAll
        static void close() {
            database.close();
        }

        @BeforeEach
        void empty() {
            database.writeRepeatable(handle -> handle.execute("DELETE FROM config_versions"));
        }

        @Override
        protected ConfigVersions store() {
            return new SqlConfigVersions(database);
        }
    }
}
