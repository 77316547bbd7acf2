package io.highgate.app.cli;

import io.highgate.gateway.route.Explanation;
import io.highgate.gateway.snapshot.Explain;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate explain}: says which route a request would take, and why no other. */
@Command(
        name = "explain",
        description = "Say which route a request takes, what it becomes, and why the other routes lost.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate explain --config highgate.yaml --client 10.1.2.3 --at 2026-03-01T23:30:00Z GET /orders",
            "  ./highgate explain --config highgate.yaml GET /orders/42",
            "  ./highgate explain --config ocelot.json POST http://shop.example/api/orders -H 'X-Tenant: a'",
            "",
            "A running gateway answers the same at /-/explain?method=...&url=... on its management port.",
            "Exit codes: 0 a route takes it, 1 none does or the configuration cannot be used, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ExplainCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadingOptions reading;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            required = true,
            description = "A file or folder; may be given several times.")
    private List<Path> files;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            description = "A header field of the request; may be given several times.")
    private List<String> headers = List.of();

    @Option(names = "--client", paramLabel = "ADDRESS", description = "The client's address; this machine's own.")
    private @Nullable String client;

    @Option(names = "--at", paramLabel = "TIME", description = "When, as 2026-03-01T08:30:00Z; now.")
    private @Nullable String at;

    @Parameters(index = "0", paramLabel = "METHOD", description = "The method, as GET.")
    private String method;

    @Parameters(index = "1", paramLabel = "URL", description = "The URL, or just a path with its query.")
    private String url;

    ExplainCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ReadResult result = reading.source(files, environment).read();
        GatewaySpec read = result.spec();
        if (read == null) {
            PrintWriter err = spec.commandLine().getErr();
            new ProblemReport(err, Paint.of(environment)).print(result.problems());
            err.println(
                    "nothing to explain, the configuration cannot be used: " + ProblemReport.counts(result.problems()));
            return ExitCode.PROBLEMS;
        }
        Explain.Around around;
        try {
            around = Explain.Around.of(client, at, InstantSource.system().instant());
        } catch (IllegalArgumentException e) {
            spec.commandLine().getErr().println("error: " + e.getMessage());
            return ExitCode.PROBLEMS;
        }
        return switch (new Explain(read).explain(method, url, headers, around)) {
            case Explain.Result.Explained explained -> print(explained.explanation());
            case Explain.Result.NotARequest no -> {
                spec.commandLine().getErr().println("error: " + no.reason());
                yield ExitCode.PROBLEMS;
            }
        };
    }

    private int print(Explanation explanation) {
        spec.commandLine().getOut().print(explanation.toText());
        spec.commandLine().getOut().flush();
        return explanation.winner() == null ? ExitCode.PROBLEMS : ExitCode.OK;
    }
}
