package io.highgate.store.sql;

import io.highgate.store.audit.AuditLog;
import io.highgate.store.contract.AuditContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlAuditTest {

    @Nested
    class OnH2 extends AuditContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected AuditLog log() {
            return new SqlAudit(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends AuditContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected AuditLog log() {
            return new SqlAudit(DATABASE.get());
        }
    }
}
