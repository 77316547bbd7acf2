package io.highgate.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A new database that is open during the tests of a class. Confined to the thread of the tests. */
@SuppressWarnings("NullAway.Init") // JUnit calls beforeAll first
final class OpenDatabase implements BeforeAllCallback, AfterAllCallback {

    private final Function<Path, Database> opener;
    private Path folder;
    private Database database;

    private OpenDatabase(Function<Path, Database> opener) {
        this.opener = opener;
    }

    static OpenDatabase onH2() {
        return new OpenDatabase(Here::h2);
    }

    static OpenDatabase onPostgres() {
        return new OpenDatabase(folder -> Here.open(Here.settings(SharedPostgres.fresh())));
    }

    Database get() {
        return database;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("highgate-database");
        database = opener.apply(folder);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        database.close();
        for (Path left : inside()) {
            Files.delete(left);
        }
    }

    /** The folder last. */
    private List<Path> inside() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
