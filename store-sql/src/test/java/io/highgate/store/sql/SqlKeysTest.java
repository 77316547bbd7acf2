package io.highgate.store.sql;

import io.highgate.store.contract.KeyContract;
import io.highgate.store.key.ServiceKeyStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlKeysTest {

    @Nested
    class OnH2 extends KeyContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected ServiceKeyStore store() {
            return new SqlKeys(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends KeyContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected ServiceKeyStore store() {
            return new SqlKeys(DATABASE.get());
        }
    }
}
