package io.highgate.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Moments as the tables keep them: in milliseconds, with the offset of UTC, so that no zone of a server or
 * of this machine has a say. Stateless.
 */
final class Moments {

    private Moments() {}

    /** As it will be read again. */
    static Instant kept(Instant moment) {
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }

    /** For a parameter. */
    static OffsetDateTime of(Instant moment) {
        return kept(moment).atOffset(ZoneOffset.UTC);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
