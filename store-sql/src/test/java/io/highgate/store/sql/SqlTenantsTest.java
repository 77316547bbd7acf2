package io.highgate.store.sql;

import io.highgate.store.contract.TenantContract;
import io.highgate.store.tenant.TenantStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlTenantsTest {

    @Nested
    class OnH2 extends TenantContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected TenantStore store() {
            return new SqlTenants(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends TenantContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected TenantStore store() {
            return new SqlTenants(DATABASE.get());
        }
    }
}
