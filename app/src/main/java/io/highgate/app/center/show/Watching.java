package io.highgate.app.center.show;

import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.NotDone.Why;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks again and again until somebody ends it: redraws a terminal; for a program it prints a line for each
 * change, or each state of the whole as JSON. A center that is away for a while does not end it. Confined
 * to one thread.
 */
public final class Watching {

    /** Asks for what there is now. */
    @FunctionalInterface
    public interface Eye {
        Look look() throws NotDone, InterruptedException;
    }

    /** Lets time pass between two looks; false ends it. */
    @FunctionalInterface
    public interface Rest {
        boolean pass() throws InterruptedException;
    }

    private final PrintWriter out;
    private final PrintWriter err;
    private final Screen screen;
    private final InstantSource clock;
    private final boolean json;

    private @Nullable Map<String, String> facts;
    private String document = "";
    private @Nullable Table table;
    private @Nullable String trouble;

    public Watching(PrintWriter out, PrintWriter err, Screen screen, InstantSource clock, boolean json) {
        this.out = out;
        this.err = err;
        this.screen = screen;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Looks on until the rest ends it, or nobody reads any more.
     *
     * @throws NotDone if it would be the same at each look: who asks may not, or what is asked is wrong
     */
    public void run(Eye eye, Rest rest) throws NotDone, InterruptedException {
        do {
            try {
                show(eye.look());
            } catch (NotDone e) {
                if (e.why() != Why.AWAY && e.why() != Why.LATER) {
                    throw e;
                }
                lost(e.words());
            }
        } while (!out.checkError() && rest.pass());
    }

    private void show(Look look) {
        boolean back = trouble != null;
        trouble = null;
        table = look.table();
        if (json) {
            if (!look.json().equals(document)) {
                out.println(look.json());
            }
        } else if (screen.terminal()) {
            draw();
        } else {
            if (back) {
                line("back     the center answers again");
            }
            Changes.between(facts, look.facts()).forEach(this::line);
        }
        document = look.json();
        facts = look.facts();
    }

    /** Said once, not at each look; aside if standard output is for JSON. */
    private void lost(String why) {
        boolean news = trouble == null;
        trouble = why;
        if (json && news) {
            err.println("away: " + Printable.text(why));
        } else if (screen.terminal() && !json) {
            draw();
        } else if (news) {
            line("away     " + Printable.text(why));
        }
    }

    private void line(String text) {
        out.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    private void draw() {
        Screen.Size size = screen.size().get();
        String said = trouble == null ? "Ctrl-C ends it" : "as it was before: " + Printable.text(trouble);
        String head = clock.instant().truncatedTo(ChronoUnit.SECONDS) + "  " + said;
        List<String> lines = table == null ? List.of() : table.lines(size.columns());
        out.print(Frame.of(head, lines, size));
        out.flush();
    }
}
