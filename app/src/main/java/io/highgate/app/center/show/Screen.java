package io.highgate.app.center.show;

import java.io.Console;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes. Immutable; thread-safe.
 *
 * @param size asked anew each time, as windows change
 */
public record Screen(boolean terminal, Supplier<Size> size) {

    /** So many lines of so many characters. */
    public record Size(int rows, int columns) {}

    /** A file or a pipe: lines are as long as they are. */
    public static final Screen NONE = new Screen(false, () -> new Size(0, 0));

    /** Of this process. Since JDK 22 there may or may not be a console without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    public static Screen system() {
        @Nullable Console console = System.console();
        return console != null && console.isTerminal() ? new Screen(true, TerminalSize::ask) : NONE;
    }

    /** The longest line there is room for; 0 if any. */
    public int width() {
        return terminal ? size.get().columns() : 0;
    }
}
