package io.highgate.app.cli;

import io.highgate.base.problem.Problem.Severity;
import java.io.Console;
import java.util.Map;

/** Colours for a terminal, and none for anything else or where NO_COLOR is set. Immutable. */
record Paint(boolean colourful) {

    private static final String RESET = "\u001b[0m";

    /** What this process's output can bear. Since JDK 22 there may or may not be a console without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static Paint of(Map<String, String> environment) {
        Console console = System.console();
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Paint(!refused && console != null && console.isTerminal());
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> paint("\u001b[1;31m", text);
            case WARNING -> paint("\u001b[33m", text);
            case UNSUPPORTED -> paint("\u001b[36m", text);
        };
    }

    String good(String text) {
        return paint("\u001b[32m", text);
    }

    String bold(String text) {
        return paint("\u001b[1m", text);
    }

    private String paint(String code, String text) {
        return colourful ? code + text + RESET : text;
    }
}
