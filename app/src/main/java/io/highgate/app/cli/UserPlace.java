package io.highgate.app.cli;

import io.highgate.app.users.Desk;
import io.highgate.app.users.SessionsOf;
import io.highgate.app.users.Users;
import io.highgate.base.unit.Secret;
import io.highgate.gateway.identity.account.UserNames;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.StoresSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where users and their sessions are: options that the commands about users share. */
final class UserPlace {

    /** Where a gateway keeps users when nothing else is said. */
    private static final String EMBEDDED = "h2:file:highgate";

    private final Map<String, String> environment;
    private final Path here;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            arity = "1",
            description =
                    "A file or folder of the gateway's configuration, which says where both are; may be repeated.")
    private List<Path> files = List.of();

    @Option(
            names = "--database",
            paramLabel = "URL",
            description = "Where users are: postgresql://..., or h2:file:PATH (default: $GATEWAY_DATABASE_URL, or a"
                    + " file in the state folder).")
    private @Nullable String database;

    @Option(
            names = "--sessions",
            paramLabel = "URL",
            description = "Where sessions are, as redis://host:6379 (default: $GATEWAY_SESSION_STORE_URL).")
    private @Nullable String sessions;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The state folder (default: $HIGHGATE_STATE or .highgate/state).")
    private @Nullable Path state;

    UserPlace(Map<String, String> environment, Path here) {
        this.environment = environment;
        this.here = here;
    }

    /** Has something done with the users; the exit code. */
    int at(PrintWriter err, ToIntFunction<Desk> deed) {
        StoresSpec configured = configured(err);
        if (configured == null) {
            return ExitCode.PROBLEMS;
        }
        String address = or(database, configured.database(), "GATEWAY_DATABASE_URL", EMBEDDED);
        return switch (Users.at(address, stateFolder(), deed)) {
            case Users.Outcome.Done done -> done.code();
            case Users.Outcome.BadAddress bad -> {
                bad.problems().forEach(it -> err.println("error: " + it.place() + ": " + it.message()));
                yield ExitCode.USAGE;
            }
            case Users.Outcome.Away away -> {
                err.println("not done: " + away.reason());
                yield ExitCode.NOT_STARTED;
            }
        };
    }

    /** Ends all sessions of the user, and says how that went; the exit code. */
    int endSessions(String name, PrintWriter out, PrintWriter err) {
        StoresSpec configured = configured(err);
        Secret redis = configured == null ? null : configured.redis();
        return switch (SessionsOf.end(name, or(sessions, redis, "GATEWAY_SESSION_STORE_URL", ""))) {
            case SessionsOf.Ended.All all -> {
                out.println("Sessions that were ended: " + all.count());
                yield ExitCode.OK;
            }
            case SessionsOf.Ended.Unshared _ -> {
                out.println("No session store is named (--sessions, GATEWAY_SESSION_STORE_URL): sessions that gateways"
                        + " have in memory go on until they expire, or the gateway is restarted.");
                yield ExitCode.OK;
            }
            case SessionsOf.Ended.Not not -> {
                err.println("sessions of " + name + " could NOT be ended and go on until they expire: " + not.reason());
                yield ExitCode.NOT_STARTED;
            }
        };
    }

    /** The one spelling of the name, or null when nobody can be called so, which is said. */
    static @Nullable String name(String typed, PrintWriter err) {
        List<String> problems = UserNames.problems(typed);
        problems.forEach(it -> err.println("error: " + it));
        return problems.isEmpty() ? UserNames.canonical(typed) : null;
    }

    /** What the configuration says of stores; null if it cannot be used, which is said. */
    private @Nullable StoresSpec configured(PrintWriter err) {
        if (files.isEmpty()) {
            return new StoresSpec(null, null);
        }
        ReadResult result = new ReadingOptions().source(files, environment).read();
        GatewaySpec spec = result.spec();
        if (spec == null) {
            new ProblemReport(err, Paint.of(environment)).print(result.problems());
            err.println("not done: the configuration cannot be used");
        }
        return spec == null ? null : spec.stores();
    }

    private String or(@Nullable String asked, @Nullable Secret configured, String variable, String otherwise) {
        if (asked != null) {
            return asked;
        }
        if (configured != null) {
            return configured.reveal();
        }
        String named = environment.getOrDefault(variable, "");
        return named.isBlank() ? otherwise : named;
    }

    private Path stateFolder() {
        Path asked = state;
        return asked != null
                ? asked
                : Path.of(or(
                        null,
                        null,
                        "HIGHGATE_STATE",
                        here.resolve(".highgate/state").toString()));
    }
}
