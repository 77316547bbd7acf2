package io.highgate.store.sql;

import io.highgate.store.contract.StandingContract;
import io.highgate.store.standing.StandingStore;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqlStandingTest {

    @Nested
    class OnH2 extends StandingContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onH2();

        @Override
        protected StandingStore store() {
            return new SqlStanding(DATABASE.get());
        }
    }

    @Nested
    class OnPostgres extends StandingContract {

        @RegisterExtension
        private static final OpenDatabase DATABASE = OpenDatabase.onPostgres();

        @Override
        protected StandingStore store() {
            return new SqlStanding(DATABASE.get());
        }
    }
}
