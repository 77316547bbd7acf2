package io.highgate.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code highgate version}: says what runs, and on what. */
@Command(
        name = "version",
        description = "Show the version of Highgate and of Java.",
        footerHeading = "%nExample:%n",
        footer = {"  ./highgate version", "", "Exit code: 0."})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(new Line().getVersion()[0]);
        return ExitCode.OK;
    }

    /** The version in a line. */
    static final class Line implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = VersionCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "highgate " + (version == null ? "(not packaged)" : version) + ", Java " + Runtime.version() + " ("
                        + System.getProperty("java.vendor") + ") on " + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
            };
        }
    }
}
