package io.highgate.app;

import io.highgate.app.cli.CommandTree;
import io.highgate.app.logs.LogSetup;
import java.nio.file.Path;
import java.util.Map;

/** The program. */
public final class Highgate {

    private Highgate() {}

    public static void main(String[] arguments) {
        int code = CommandTree.create(Map.copyOf(System.getenv()), Path.of(""), arguments)
                .execute(arguments);
        LogSetup.flush();
        // Said at the very end: it would end threads that are still at work.
        Runtime.getRuntime().exit(code);
    }
}
