package io.highgate.store.sql;

import io.highgate.store.contract.KeyContract;
import io.highgate.store.key.ServiceKeyStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlKeysTest {

    @Nested
    class OnH2 extends KeyContract {

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

        @Override
        protected ServiceKeyStore store() {
            return new SqlKeys(database);
        }
    }

    @Nested
    class OnPostgres extends KeyContract {

        private static Database database;

        @BeforeAll
        static void open() {
            database = Here.open(Here.settings(SharedPostgres.fresh()));
        }

        @AfterAll
        static void close() {
            database.close();
        }

        @Override
        protected ServiceKeyStore store() {
            return new SqlKeys(database);
        }
    }
}
