package io.highgate.registries.ask;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.tls.TlsFiles;
import io.highgate.model.tls.TlsManagers;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whose certificates count for the servers of a registry. Stateless. */
public final class Authorities {

    private Authorities() {}

    /**
     * Those in these files, as they are now; null, for those of the JVM, if there are none.
     *
     * @param registry whose setting it is, as {@code consul}
     * @throws IllegalArgumentException naming each file that cannot be used, and why
     */
    public static @Nullable SSLContext of(String registry, List<String> files) {
        if (files.isEmpty()) {
            return null;
        }
        Problems problems = new Problems();
        TlsFiles read = TlsFiles.load(null, files, new Places("configuration"), problems);
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(problems.of(Problem.Severity.ERROR).stream()
                    .map(Problem::message)
                    .collect(Collectors.joining("; ", "registries." + registry + ".trust: ", "")));
        }
        try {
            return TlsManagers.client(read.trusted(files), null);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("registries." + registry + ".trust cannot be used: " + e, e);
        }
    }
}
