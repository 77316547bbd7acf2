package io.highgate.store.sql;

import io.highgate.store.contract.UserContract;
import io.highgate.store.user.UserStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlUsersTest {

    @Nested
    class OnH2 extends UserContract {

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
        protected UserStore store() {
            return new SqlUsers(database);
        }
    }

    @Nested
    class OnPostgres extends UserContract {

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
        protected UserStore store() {
            return new SqlUsers(database);
        }
    }
}
