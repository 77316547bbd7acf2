package io.highgate.app.cli;

import io.highgate.base.time.Ticker;
import io.highgate.store.sql.Database;
import io.highgate.store.sql.connect.Surroundings;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A process that has a database file open until its standard input ends, as a gateway has. */
final class HoldsDatabase {

    private HoldsDatabase() {}

    /**
     * Opens it, and waits.
     *
     * @param arguments the database, and a file that is made when it is open
     */
    public static void main(String[] arguments) throws IOException {
        try (Database database = Database.open(
                SqlSettings.of(new EmbeddedAddress(Path.of(arguments[0]))),
                new Surroundings(Ticker.system(), new SecureRandom(), Thread::sleep))) {
            database.prepare();
            Files.createFile(Path.of(arguments[1]));
            if (System.in.read() >= 0) {
                throw new IllegalStateException("nobody was to say anything");
            }
        }
    }
}
