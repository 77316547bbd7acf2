package io.highgate.store.sql.settings;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads addresses as people write them: {@code postgresql://user:password@h1:5432,h2:5432/db?...},
 * the same after {@code jdbc:}, and {@code h2:file:PATH}. All problems are reported at once; none
 * quotes anything that may be part of a password. Confined to one thread.
 */
public final class AddressReader {

    private static final int LONGEST = 8_192;
    private static final String FORMS =
            "write postgresql://user:password@host:5432/database, or h2:file:PATH for a file of this machine";

    private final Place place;
    private final Path stateFolder;
    private final Problems problems;

    /** @param stateFolder relative files are below it */
    public AddressReader(Place place, Path stateFolder, Problems problems) {
        this.place = place;
        this.stateFolder = stateFolder.toAbsolutePath().normalize();
        this.problems = problems;
    }

    /** The address; null if there was an error. */
    public @Nullable SqlAddress read(String text) {
        String value = text.strip();
        if (value.length() > LONGEST) {
            return wrong("the address is longer than " + LONGEST + " characters");
        }
        if (value.chars().anyMatch(it -> it < ' ' || it == 0x7f)) {
            return wrong("the address holds a control character; in a password write it as %XX");
        }
        String plain = startsWith(value, "jdbc:") ? value.substring("jdbc:".length()) : value;
        if (startsWith(plain, "postgresql:") || startsWith(plain, "postgres:")) {
            return postgres(plain.substring(plain.indexOf(':') + 1));
        }
        if (startsWith(plain, "h2:")) {
            return embedded(plain.substring("h2:".length()));
        }
        return wrong("this is no address of a database; " + FORMS);
    }

    private @Nullable SqlAddress postgres(String rest) {
        if (!rest.startsWith("//")) {
            return wrong("after postgresql: come two slashes and a host; " + FORMS);
        }
        return new PostgresReader(place, problems).read(rest.substring(2));
    }

    private @Nullable SqlAddress embedded(String rest) {
        if (startsWith(rest, "mem:")) {
            return wrong("what is in memory is lost when the process ends; write h2:file:PATH");
        }
        if (!startsWith(rest, "file:")) {
            return wrong("only files are opened with H2; write h2:file:PATH, or use PostgreSQL over the network");
        }
        String path = rest.substring("file:".length());
        if (path.indexOf(';') >= 0) {
            return wrong("nothing may follow the path of an H2 file; remove the ';' and what comes after it");
        }
        if (path.endsWith(EmbeddedAddress.SUFFIX)) {
            path = path.substring(0, path.length() - EmbeddedAddress.SUFFIX.length());
        }
        return file(path);
    }

    private @Nullable SqlAddress file(String path) {
        if (path.isBlank() || path.endsWith("/")) {
            return wrong("the path of the H2 file has no name at its end, as in h2:file:highgate");
        }
        if (path.startsWith("~")) {
            return wrong("'~' is not known here; write the path in full, or one below the state folder");
        }
        try {
            Path file = stateFolder.resolve(path).normalize();
            if (!Path.of(path).isAbsolute() && !file.startsWith(stateFolder)) {
                return wrong("'" + path + "' leaves the state folder " + stateFolder + "; write such a path in full");
            }
            return new EmbeddedAddress(file);
        } catch (InvalidPathException e) {
            return wrong("'" + path + "' is no path: " + e.getReason());
        }
    }

    private static boolean startsWith(String text, String start) {
        return text.toLowerCase(Locale.ROOT).startsWith(start);
    }

    private @Nullable SqlAddress wrong(String message) {
        problems.error(place, message);
        return null;
    }
}
