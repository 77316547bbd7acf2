package io.highgate.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** One run of the command line, in this process: its exit code and what it printed. Immutable. */
record Run(int code, String out, String err) {

    static Run of(Path here, String... arguments) {
        return of(here, Map.of(), arguments);
    }

    static Run of(Path here, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = CommandTree.create(environment, here, arguments);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code = command.execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
