package io.highgate.app.center.show;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large the terminal is; Java does not know, {@code stty} does. Stateless; blocks a moment. */
final class TerminalSize {

    /** What is assumed where nobody says. */
    static final Screen.Size USUAL = new Screen.Size(24, 80);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,4}) ([0-9]{1,4})\\s*");
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int MOST_OCTETS = 64;

    private TerminalSize() {}

    static Screen.Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return read(new String(stty.getInputStream().readNBytes(MOST_OCTETS), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** What {@code stty size} said: rows and columns; some terminals say 0 of each. */
    static Screen.Size read(String said) {
        Matcher form = FORM.matcher(said);
        if (!form.matches()) {
            return USUAL;
        }
        int rows = Integer.parseInt(form.group(1));
        int columns = Integer.parseInt(form.group(2));
        return new Screen.Size(rows == 0 ? USUAL.rows() : rows, columns == 0 ? USUAL.columns() : columns);
    }
}
