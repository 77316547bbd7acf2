package io.highgate.app.cli;

import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** {@code highgate convert}: writes what a file means as native YAML. */
@Command(
        name = "convert",
        description = "Write an Ocelot file as native YAML that routes the same way.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate convert --compat ocelot-20 ocelot.json -o highgate.yaml",
            "  ./highgate convert --lenient ocelot.json | less",
            "  ./highgate convert ocelot.json authenticators.yaml -o highgate.yaml",
            "",
            "Problems go to standard error. The environment is left out: it stays outside the file.",
            "Exit codes: 0 written, 1 the file cannot be used, 2 wrong usage, 3 could not write."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class ConvertCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ReadingOptions reading;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The file to convert, and native files that it needs beside it.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where to write (default: standard output).")
    private @Nullable Path output;

    @Override
    public Integer call() {
        ReadResult result = reading.source(files, Map.of()).read();
        PrintWriter err = spec.commandLine().getErr();
        new ProblemReport(err, new Paint(false)).print(result.problems());
        GatewaySpec read = result.spec();
        if (read == null) {
            err.println("not converted: " + ProblemReport.counts(result.problems()));
            return ExitCode.PROBLEMS;
        }
        return write(NativeYaml.print(read), err);
    }

    private int write(String yaml, PrintWriter err) {
        Path target = output;
        if (target == null) {
            spec.commandLine().getOut().print(yaml);
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        }
        try {
            Files.writeString(target, yaml);
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("not written: " + e);
            return ExitCode.NOT_STARTED;
        }
    }
}
