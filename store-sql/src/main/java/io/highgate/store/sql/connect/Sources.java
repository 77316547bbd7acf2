package io.highgate.store.sql.connect;

import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.PostgresAddress;
import io.highgate.store.sql.settings.SqlSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/** What each database needs to be told with a new connection. Stateless. */
public final class Sources {

    /** A migration may take longer than a statement of everyday use; 30 s, then it is tried again. */
    private static final Duration MIGRATION = Duration.ofSeconds(30);

    private Sources() {}

    /** For everyday use. */
    public static Source everyday(SqlSettings settings) {
        return switch (settings.address()) {
            case PostgresAddress it -> postgres(it, settings);
            case EmbeddedAddress it -> embedded(it, settings);
        };
    }

    /** For migrations. */
    public static Source migrating(SqlSettings settings) {
        return everyday(settings.withStatement(MIGRATION));
    }

    private static Source postgres(PostgresAddress address, SqlSettings settings) {
        Duration connect = settings.pool().connect();
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "highgate");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("tcpKeepAlive", "true");
        properties.putAll(address.options());
        properties.setProperty("user", address.user());
        if (!address.password().reveal().isEmpty()) {
            properties.setProperty("password", address.password().reveal());
        }
        // A host that does not answer must leave time for the next one.
        String each = seconds(connect.dividedBy(address.hosts().size()));
        properties.setProperty("connectTimeout", each);
        properties.setProperty("loginTimeout", each);
        properties.setProperty("socketTimeout", seconds(settings.silence()));
        properties.setProperty("logServerErrorDetail", "false"); // details quote rows, and hashes in them
        String name =
                URLEncoder.encode(address.database(), StandardCharsets.UTF_8).replace("+", "%20");
        long statement = settings.statement().toMillis();
        List<String> urls = address.hosts().stream()
                .map(host -> "jdbc:postgresql://" + host + "/" + name)
                .toList();
        // The second ends the transaction of a process that hangs, with all the locks it holds.
        String limits =
                "SET statement_timeout = " + statement + "; SET idle_in_transaction_session_timeout = " + 2 * statement;
        return new Source(urls, properties, limits);
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    /** H2 writes commits half a second later; who commits something that must last asks for it (OneTry). */
    private static Source embedded(EmbeddedAddress address, SqlSettings settings) {
        long statement = settings.statement().toMillis();
        String url = "jdbc:h2:file:" + address.file()
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=" + statement;
        return new Source(List.of(url), new Properties(), "SET QUERY_TIMEOUT " + statement);
    }
}
