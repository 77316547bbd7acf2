package io.highgate.store.sql;

import io.highgate.store.audit.AuditLog;
import io.highgate.store.contract.AuditContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlAuditTest {

    @Nested
    class OnH2 extends AuditContract {

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
        protected AuditLog log() {
            return new SqlAudit(database);
        }
    }

    @Nested
    class OnPostgres extends AuditContract {

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
        protected AuditLog log() {
            return new SqlAudit(database);
        }
    }
}
