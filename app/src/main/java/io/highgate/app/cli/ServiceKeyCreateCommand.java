package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.NotDone;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate service-key create}: a key, whose secret is shown this once. */
@Command(
        name = "create",
        description = "Make a service key, and show its secret this once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate service-key create provider orders",
            "  ./highgate service-key create gateway edge-1 --group edge",
            "  ./highgate service-key create operator jane --role viewer --json",
            "",
            CenterPlace.EXIT_CODES
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ServiceKeyCreateCommand implements Callable<Integer> {

    private static final List<String> ROLES = List.of("viewer", "operator", "admin");

    /** Whose keys there are. */
    enum Kind {
        PROVIDER,
        GATEWAY,
        OPERATOR
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Parameters(index = "0", paramLabel = "KIND", description = "provider (of a cell), gateway or operator.")
    private Kind kind;

    @Parameters(
            index = "1",
            paramLabel = "SUBJECT",
            description = "The cell, the gateway's name, or the person; with client certificates their name.")
    private String subject;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "Of an operator: viewer, operator (drains), or admin (keys and audit log).")
    private @Nullable String role;

    @Option(names = "--group", paramLabel = "NAME", description = "Of gateways that belong together.")
    private @Nullable String group;

    @Option(names = "--json", description = "Print the center's JSON.")
    private boolean json;

    ServiceKeyCreateCommand(CenterPlace place) {
        this.place = place;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> wanted = wanted();
        return place.at(spec.commandLine().getErr(), center -> create(center, wanted));
    }

    private Map<String, Object> wanted() {
        if (kind == Kind.OPERATOR ? role == null || !ROLES.contains(role) : role != null) {
            String right = "--role has to be " + String.join(", ", ROLES) + " for an operator, and left out for others";
            throw new ParameterException(spec.commandLine(), right);
        }
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("kind", kind.name().toLowerCase(Locale.ROOT));
        wanted.put("subject", subject);
        if (role != null) {
            wanted.put("role", role);
        }
        if (group != null) {
            wanted.put("group", group);
        }
        return wanted;
    }

    private int create(CenterClient center, Map<String, Object> wanted) throws NotDone, InterruptedException {
        ShownKey.withSecret(center.createKey(wanted), json, spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
