package io.highgate.store.sql;

import io.highgate.store.contract.UserContract;
import io.highgate.store.user.UserStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlUsersTest {

    @Nested
    class OnH2 extends UserContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected UserStore store() {
            return new SqlUsers(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends UserContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected UserStore store() {
            return new SqlUsers(DATABASE.get());
        }
    }
}
