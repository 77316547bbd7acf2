package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterAddress;
import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.Credentials;
import io.highgate.app.center.ask.Keyring;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.OwnTls;
import io.highgate.app.center.show.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a center is, and as whom it is asked: options that commands about centers share. */
final class CenterPlace {

    static final String EXIT_CODES =
            "Exit codes: 0 done, 1 not done (refused, or not there), 2 wrong usage, 3 the center cannot be asked.";

    /** What is done with a center. */
    @FunctionalInterface
    interface Deed {
        int with(CenterClient center) throws NotDone, InterruptedException;
    }

    private final CenterShell shell;

    @Option(
            names = "--center",
            paramLabel = "URL",
            description = "The center (default: $HIGHGATE_CENTER, the first of $GOVERNANCE_URL, or"
                    + " http://127.0.0.1:8005).")
    private @Nullable String center;

    @Option(
            names = "--key",
            paramLabel = "SAFEKEY",
            description = "Ask as this service key, whose safeSecret is in $HIGHGATE_SECRET (default: $HIGHGATE_KEY).")
    private @Nullable String key;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Ask with the token in this file, of a login or an OpenID provider (default:"
                    + " $HIGHGATE_TOKEN).")
    private @Nullable Path tokenFile;

    @Option(
            names = "--state-folder",
            paramLabel = "DIR",
            description = "Where a center on this machine left operator.key, which counts if nobody else is named"
                    + " (default: $HIGHGATE_STATE, or .highgate/center, then .highgate/state).")
    private @Nullable Path stateFolder;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "PEM file with the authorities that an https:// center is trusted by, instead of the Java"
                    + " platform's.")
    private @Nullable Path trust;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM file with a certificate and its key, for a center that asks for one.")
    private @Nullable Path certificate;

    CenterPlace(CenterShell shell) {
        this.shell = shell;
    }

    CenterShell shell() {
        return shell;
    }

    /** Has something done with the center; the exit code. What goes wrong is said. */
    int at(PrintWriter err, Deed deed) throws InterruptedException {
        CenterAddress address;
        Credentials credentials;
        SSLContext tls;
        try {
            address = CenterAddress.find(center, shell.environment());
            credentials = new Keyring(shell.environment(), folders()).find(key, tokenFile, address);
            tls = OwnTls.read(trust, certificate);
        } catch (NotDone e) {
            return told(e, err);
        }
        try (CenterClient client = CenterClient.open(address, credentials, tls, shell.clock())) {
            return deed.with(client);
        } catch (NotDone e) {
            int code = told(e, err);
            advice(e.why(), credentials, address).forEach(err::println);
            return code;
        }
    }

    /** Says why something was not done; the exit code. */
    static int told(NotDone e, PrintWriter err) {
        err.println("not done: " + Printable.text(e.words()));
        e.more().forEach(it -> err.println("  " + Printable.text(it)));
        return switch (e.why()) {
            case AWAY, LATER -> ExitCode.NOT_STARTED;
            case UNKNOWN_CALLER, FORBIDDEN, MISSING, CHANGED, REFUSED -> ExitCode.PROBLEMS;
            case USAGE -> ExitCode.USAGE;
        };
    }

    private List<String> advice(NotDone.Why why, Credentials credentials, CenterAddress address) {
        return switch (why) {
            case UNKNOWN_CALLER -> unknown(credentials, address);
            case FORBIDDEN ->
                List.of("Whoever asks here may not do that: give a key of an operator with a higher role (viewer looks,"
                        + " operator drains, admin sees keys and the audit log).");
            case CHANGED -> List.of("Look again, and repeat it if it is still right.");
            default -> List.of();
        };
    }

    private List<String> unknown(Credentials credentials, CenterAddress address) {
        return switch (credentials) {
            case Credentials.None _
            when address.isLoopback() ->
                List.of("Nobody was named: set HIGHGATE_KEY and HIGHGATE_SECRET, or HIGHGATE_TOKEN; or say with"
                        + " --state-folder where the center keeps its state (no operator.key in "
                        + folders().stream().map(Path::toString).collect(Collectors.joining(" or ")) + ").");
            case Credentials.None _ ->
                List.of("Nobody was named: set HIGHGATE_KEY and HIGHGATE_SECRET, or HIGHGATE_TOKEN"
                        + " (operator.key of the state folder counts for a center on this machine only).");
            case Credentials.Key asked ->
                List.of("Asked as key " + Printable.text(asked.safeKey()) + ": is it enabled, is the secret its"
                        + " latest, and do the clocks of both machines agree?");
            case Credentials.Token _ -> List.of("Asked with a token: is it still good?");
        };
    }

    /** A center has a folder of its own, one that shares the process with a gateway has not. */
    private List<Path> folders() {
        Path asked = stateFolder;
        if (asked != null) {
            return List.of(asked);
        }
        String named = shell.environment().getOrDefault("HIGHGATE_STATE", "");
        Path usual = shell.here().resolve(".highgate");
        return named.isBlank() ? List.of(usual.resolve("center"), usual.resolve("state")) : List.of(Path.of(named));
    }
}
