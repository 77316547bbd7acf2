package io.highgate.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code highgate completion}: prints a script that makes the shell complete commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(./highgate completion)",
            "  ./highgate completion > ~/.local/share/bash-completion/completions/highgate",
            "",
            "Exit code: 0."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class CompletionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("highgate", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
