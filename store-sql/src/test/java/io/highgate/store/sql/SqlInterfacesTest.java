package io.highgate.store.sql;

import io.highgate.store.contract.InterfaceContract;
import io.highgate.store.method.InterfaceStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlInterfacesTest {

    @Nested
    class OnH2 extends InterfaceContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected InterfaceStore store() {
            return new SqlInterfaces(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends InterfaceContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected InterfaceStore store() {
            return new SqlInterfaces(DATABASE.get());
        }
    }
}
