package io.highgate.app.users;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.base.time.Ticker;
import io.highgate.store.StoreAwayException;
import io.highgate.store.sql.Database;
import io.highgate.store.sql.SqlAudit;
import io.highgate.store.sql.SqlUsers;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.AddressReader;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.ToIntFunction;

/** Finds the database that the users are in, and has something done there. Stateless. */
public final class Users {

    /** H2: another process has the file open. */
    private static final String IN_USE = "[90020-";

    private Users() {}

    /** How it went. */
    public sealed interface Outcome {

        /** It was done, with this exit code. */
        record Done(int code) implements Outcome {}

        /** The address is none. */
        record BadAddress(List<Problem> problems) implements Outcome {}

        /** The database cannot be asked; the reason holds no secret. */
        record Away(String reason) implements Outcome {}
    }

    /**
     * Has it done at that address; blocks.
     *
     * @param stateFolder where files of H2 are that are not named in full
     */
    public static Outcome at(String address, Path stateFolder, ToIntFunction<Desk> deed) {
        Problems problems = new Problems();
        SqlAddress found = new AddressReader(Place.of("the database's address"), stateFolder, problems).read(address);
        if (found == null) {
            return new Outcome.BadAddress(problems.all());
        }
        Surroundings surroundings = new Surroundings(Ticker.system(), new SecureRandom(), Thread::sleep);
        try (Database database = Database.open(SqlSettings.of(found), surroundings)) {
            String who = "command line, " + System.getProperty("user.name", "unknown");
            Desk desk = new Desk(new SqlUsers(database), new SqlAudit(database), InstantSource.system(), who);
            return new Outcome.Done(deed.applyAsInt(desk));
        } catch (StoreAwayException e) {
            return new Outcome.Away(found instanceof EmbeddedAddress file && isInUse(e) ? inUse(file) : reason(e));
        }
    }

    private static String inUse(EmbeddedAddress file) {
        return file.shown() + " is in use by another process, most likely a running gateway. Stop that for a moment, or"
                + " keep users in PostgreSQL, which many may use at once.";
    }

    /** The store keeps the words of H2, which end with the code, and not always their cause. */
    private static boolean isInUse(StoreAwayException failure) {
        return String.valueOf(failure.getMessage()).contains(IN_USE);
    }

    private static String reason(StoreAwayException away) {
        String undone = away.isUndone() ? "nothing was changed" : "it is not known whether anything was changed";
        return away.getMessage() + " (" + undone + ")";
    }
}
