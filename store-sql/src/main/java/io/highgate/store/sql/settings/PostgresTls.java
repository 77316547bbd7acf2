package io.highgate.store.sql.settings;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever asks for TLS gets all of it: the certificate is checked, and the name in it. The driver's
 * {@code sslmode=require} checks neither, so that anybody on the way could read the password.
 * Confined to one thread.
 */
final class PostgresTls {

    private static final Set<String> WEAK = Set.of("disable", "allow", "prefer");
    private static final Set<String> STRONG = Set.of("require", "verify-ca", "verify-full");
    private static final List<String> FILES = List.of("sslrootcert", "sslcert", "sslkey");

    private final Place place;
    private final Problems problems;

    PostgresTls(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    void settle(Map<String, String> options) {
        String mode = options.get("sslmode");
        if (mode != null && !WEAK.contains(mode) && !STRONG.contains(mode)) {
            error("the option sslmode is disable, allow, prefer or verify-full");
            return;
        }
        if ("system".equals(options.get("sslrootcert"))) {
            options.remove("sslrootcert");
            options.putIfAbsent("sslmode", "verify-full");
        }
        boolean parts = FILES.stream().anyMatch(options::containsKey)
                || "direct".equals(options.get("sslNegotiation"))
                || "true".equals(options.get("ssl"));
        if (mode != null && WEAK.contains(mode)) {
            if (parts) {
                error("sslmode=" + mode + " does not go with the other options of TLS; write sslmode=verify-full");
            }
            return;
        }
        if (mode != null || parts || options.containsKey("sslmode")) {
            strong(mode, options);
        }
    }

    private void strong(@Nullable String mode, Map<String, String> options) {
        if (mode != null && !mode.equals("verify-full")) {
            problems.warning(
                    place,
                    "sslmode=" + mode + " would not check whose certificate it is; it is taken as verify-full, and"
                            + " sslrootcert names the authority if it is not a public one");
        }
        options.put("sslmode", "verify-full");
        options.remove("ssl");
        if (!options.containsKey("sslrootcert")) {
            if (options.containsKey("sslcert") || options.containsKey("sslkey")) {
                error("sslcert and sslkey need sslrootcert, the file of the authority of the server");
            }
            options.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"); // the JVM's authorities
        }
        FILES.forEach(name -> file(name, options.get(name)));
    }

    private void file(String name, @Nullable String path) {
        try {
            if (path != null && !Files.isReadable(Path.of(path))) {
                error("the option " + name + " names '" + path + "', which is not there or cannot be read");
            }
        } catch (InvalidPathException e) {
            error("the option " + name + " is no path of a file");
        }
    }

    private void error(String message) {
        problems.error(place, message);
    }
}
