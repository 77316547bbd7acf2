package io.highgate.store.sql;

import io.highgate.store.config.ConfigVersions;
import io.highgate.store.contract.ConfigVersionsContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlConfigVersionsTest {

    @Nested
    class OnH2 extends ConfigVersionsContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @BeforeEach
        void empty() {
            DATABASE.get().writeRepeatable(handle -> handle.execute("DELETE FROM config_versions"));
        }

        @Override
        protected ConfigVersions store() {
            return new SqlConfigVersions(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends ConfigVersionsContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @BeforeEach
        void empty() {
            DATABASE.get().writeRepeatable(handle -> handle.execute("DELETE FROM config_versions"));
        }

        @Override
        protected ConfigVersions store() {
            return new SqlConfigVersions(DATABASE.get());
        }
    }
}
