package io.highgate.app.cli;

import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code highgate check}: reads configuration as the gateway would and says all that is wrong. */
@Command(
        name = "check",
        description = "Check configuration files and list every problem.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate check highgate.yaml",
            "  ./highgate check --compat ocelot-20 ocelot.json",
            "  ./highgate check --json conf.d/ | jq .problems",
            "",
            "Several files and folders are read as one configuration, as 'gateway' would.",
            "Exit codes: 0 it can be used (there may be warnings), 1 it cannot, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CheckCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadingOptions reading;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files or folders: native YAML, Ocelot JSON.")
    private List<Path> files;

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ReadResult result = reading.source(files, environment).read();
        if (json) {
            JsonReport.print(out, result.spec() != null, result.problems());
        } else {
            report(out, result);
        }
        return result.spec() == null ? ExitCode.PROBLEMS : ExitCode.OK;
    }

    private void report(PrintWriter out, ReadResult result) {
        Paint paint = Paint.of(environment);
        new ProblemReport(out, paint).print(result.problems());
        GatewaySpec read = result.spec();
        String counts = ProblemReport.counts(result.problems());
        if (read == null) {
            out.println(paint.bold("This configuration cannot be used: ") + counts);
        } else {
            out.println(paint.good("This configuration can be used: ")
                    + "%d routes to %d upstreams; %s"
                            .formatted(read.routes().size(), read.upstreams().size(), counts));
        }
        out.flush();
    }
}
