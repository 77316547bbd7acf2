package io.highgate.store.sql;

import io.highgate.store.contract.InterfaceContract;
import io.highgate.store.method.InterfaceStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlInterfacesTest {

    @Nested
    class OnH2 extends InterfaceContract {

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
        protected InterfaceStore store() {
            return new SqlInterfaces(database);
        }
    }

    @Nested
    class OnPostgres extends InterfaceContract {

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
        protected InterfaceStore store() {
            return new SqlInterfaces(database);
        }
    }
}
