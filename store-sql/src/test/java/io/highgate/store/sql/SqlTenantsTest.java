package io.highgate.store.sql;

import io.highgate.store.contract.TenantContract;
import io.highgate.store.tenant.TenantStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlTenantsTest {

    @Nested
    class OnH2 extends TenantContract {

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
        protected TenantStore store() {
            return new SqlTenants(database);
        }
    }

    @Nested
    class OnPostgres extends TenantContract {

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
        protected TenantStore store() {
            return new SqlTenants(database);
        }
    }
}
