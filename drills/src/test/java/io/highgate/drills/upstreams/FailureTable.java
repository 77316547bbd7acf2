package io.highgate.drills.upstreams;

import io.highgate.drills.client.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The table of failures: printed line by line, and kept in the build's folder. Stateless. */
final class FailureTable {

    private static final Path FILE = Path.of("target", "upstream-failures.md");
    private static final String HEAD = """
            | scenario | GETs | failed | POSTs | failed | POSTs sent twice | p99 ms | slowest GET ms | |
            |---|---:|---:|---:|---:|---:|---:|---:|---|
            """;

    private FailureTable() {}

    /** Adds what came of one drill. */
    static void add(String scenario, Account account, int twice, String remark) {
        Account gets = account.gets();
        Account posts = account.posts();
        String row = String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %d | %d | %s |%n",
                scenario,
                gets.count(),
                gets.failed().count(),
                posts.count(),
                posts.failed().count(),
                twice,
                gets.answered().quantile(0.99).toMillis(),
                gets.slowest().toMillis(),
                remark);
        System.out.print("drill: " + row);
        System.out.println("drill: " + account);
        try {
            boolean fresh = !Files.exists(FILE);
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, (fresh ? HEAD : "") + row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
