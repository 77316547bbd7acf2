package io.highgate.drills.conformance;

import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The h2spec 2.2.0 program: 146 cases of what RFC 7540, 7541 and 9113 ask of an HTTP/2 server. It
 * comes as an entry of a Maven artifact, for Linux on x86-64. Immutable.
 */
record H2spec(Path program) {

    private static final String ARCHIVE = "/h2spec/2.2.0/h2spec_linux_amd64.tar.gz";

    /** Unpacks the program into a folder; where it cannot run, the drill is skipped. */
    static H2spec in(Path folder) {
        if (!System.getProperty("os.name").equals("Linux")
                || !System.getProperty("os.arch").equals("amd64")) {
            throw Program.missing("h2spec comes for Linux on x86-64 only");
        }
        Path archive = folder.resolve("h2spec.tar.gz");
        try (InputStream in = H2spec.class.getResourceAsStream(ARCHIVE)) {
            if (in == null) {
                throw new AssertionError(ARCHIVE + " is not on the class path");
            }
            Files.copy(in, archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Ran tar = Ran.of("tar", "-xzf", archive.toString(), "-C", folder.toString());
        if (tar.exit() != 0) {
            throw new AssertionError("tar: " + tar);
        }
        return new H2spec(folder.resolve("h2spec"));
    }

    /** Runs all cases, the strict ones too, against a port of this machine. */
    Ran strictlyAgainst(int port, String... more) {
        List<String> command = new ArrayList<>(
                List.of(program.toString(), "-S", "-h", "127.0.0.1", "-p", Integer.toString(port), "-o", "5"));
        command.addAll(List.of(more));
        return Ran.of(command, "");
    }
}
