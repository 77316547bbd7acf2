package io.highgate.store.sql;

import io.highgate.store.contract.StandingContract;
import io.highgate.store.standing.StandingStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlStandingTest {

    @Nested
    class OnH2 extends StandingContract {

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
        protected StandingStore store() {
            return new SqlStanding(database);
        }
    }

    @Nested
    class OnPostgres extends StandingContract {

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
        protected StandingStore store() {
            return new SqlStanding(database);
        }
    }
}
