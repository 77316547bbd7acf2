package io.highgate.store.sql;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the call. Immutable. */
enum Trouble {
    /** The connection or its server is gone, or was not the right one; nothing was done. Again. */
    GONE,
    /** Others were in the way, and all was undone. Again. */
    CONFLICT,
    /** There is no connection to be had, no room, or no time; nothing was done. Not again: that has taken long. */
    AWAY,
    /** Nobody knows whether the commit was made. */
    UNKNOWN,
    /** The statement is wrong, or what it was given. */
    DEFECT;

    /** Where a try was when it failed. */
    enum Stage {
        CONNECT,
        WORK,
        COMMIT
    }

    private static final Set<String> GONE_STATES = Set.of(
            "57P01", // the administrator ends the connection
            "57P02", // another backend has crashed
            "57P03", // the server starts or stops
            "57P05", // idle for too long
            "25P03", // idle in a transaction for too long
            "25006"); // read-only: it was the primary once

    /** The database is too slow (57014), locked (55P03; H2: HYT00), or has no room or no connections (53). */
    private static final Set<String> SLOW_STATES = Set.of("57014", "55P03", "HYT00", "HYT01");

    static Trouble of(SQLException failure, Stage stage) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return switch (stage) {
            case CONNECT -> AWAY;
            case WORK -> ofWork(state);
            case COMMIT -> ofCommit(state);
        };
    }

    private static Trouble ofWork(String state) {
        if (state.startsWith("08") || GONE_STATES.contains(state)) {
            return GONE;
        }
        if (isConflict(state)) {
            return CONFLICT;
        }
        boolean ofTheServer = state.startsWith("53") || state.startsWith("58") || isOfTheFile(state);
        return ofTheServer || SLOW_STATES.contains(state) ? AWAY : DEFECT;
    }

    /** Only what the server has said to be undone is undone. */
    private static Trouble ofCommit(String state) {
        if (isConflict(state)) {
            return CONFLICT;
        }
        return state.startsWith("23") ? DEFECT : UNKNOWN;
    }

    /** Serialization failures and deadlocks; 40003 says that the server does not know either. */
    private static boolean isConflict(String state) {
        return state.equals("40001") || state.equals("40P01") || state.equals("90131");
    }

    /** H2: closed, broken or locked files, and everything about its disk. */
    private static boolean isOfTheFile(String state) {
        return Set.of("90007", "90013", "90020", "90026", "90028", "90030", "90031", "90098", "90121")
                .contains(state);
    }

    /** The failure of the database behind this one; null if it has another reason. */
    static @Nullable SQLException behind(Throwable failure) {
        Throwable it = failure;
        for (int depth = 0; it != null && depth < 20; depth++) {
            if (it instanceof SQLException found) {
                return found;
            }
            it = it.getCause();
        }
        return null;
    }
}
