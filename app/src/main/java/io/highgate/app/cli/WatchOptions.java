package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.show.Look;
import io.highgate.app.center.show.Watching;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How a list is shown: options that lists share which can be watched. */
final class WatchOptions {

    private static final String USUAL = "2";
    private static final int MOST_SECONDS = 3_600;

    /** Asks a center for what there is now. */
    @FunctionalInterface
    interface Asking {
        Look ask(CenterClient center) throws NotDone, InterruptedException;
    }

    @Option(
            names = "--json",
            description = "Print the center's JSON, all pages as one; with --watch each time it changes.")
    private boolean json;

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "SECONDS",
            preprocessor = Attached.class,
            description = "Look again each 2 s, or as often as said: redraw the terminal, or print a line for each"
                    + " change. Ctrl-C ends it.")
    private @Nullable Integer seconds;

    boolean watching() {
        return seconds != null;
    }

    /** Shows it once, or until somebody ends it; the exit code. */
    int show(CommandSpec spec, CenterPlace place, Asking asking) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Integer every = seconds;
        if (every != null && (every < 1 || every > MOST_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(), "--watch is 1 to " + MOST_SECONDS + " seconds, not " + every);
        }
        CenterShell shell = place.shell();
        return place.at(err, center -> {
            if (every == null) {
                once(asking.ask(center), shell, out);
            } else {
                new Watching(out, err, shell.screen(), shell.clock(), json)
                        .run(() -> asking.ask(center), shell.rest().apply(Duration.ofSeconds(every)));
            }
            return ExitCode.OK;
        });
    }

    private void once(Look look, CenterShell shell, PrintWriter out) {
        if (json) {
            out.println(look.json());
        } else {
            look.table().lines(shell.screen().width()).forEach(out::println);
        }
        out.flush();
    }

    /** Seconds have to be attached by "=": in {@code --watch orders} orders is a cell. */
    static final class Attached implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's interface
        public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> about) {
            if (!"=".equals(about.get("separator"))) {
                words.push(USUAL);
            }
            return false;
        }
    }
}
