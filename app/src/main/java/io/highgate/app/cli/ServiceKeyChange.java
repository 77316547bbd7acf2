package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.ask.Rows.KeyRow;
import io.highgate.app.center.show.Printable;
import io.highgate.base.problem.Suggestion;
import io.highgate.wire.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code highgate service-key rotate}, {@code disable} and {@code enable} have in common: one key changes. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class ServiceKeyChange implements Callable<Integer> {

    private final String deed;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Parameters(paramLabel = "SAFEKEY", description = "The key, as service-key list shows it.")
    private String safeKey;

    @Option(names = "--json", description = "Print the center's JSON.")
    private boolean json;

    private ServiceKeyChange(CenterPlace place, String deed) {
        this.place = place;
        this.deed = deed;
    }

    /** {@code highgate service-key rotate}. */
    @Command(
            name = "rotate",
            description = "Give a key another secret, which is shown this once; the old one counts no more.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate service-key rotate KEY", "", CenterPlace.EXIT_CODES})
    static final class Rotate extends ServiceKeyChange {
        Rotate(CenterPlace place) {
            super(place, "rotate");
        }

        @Override
        void show(Map<String, @Nullable Object> answer, boolean json, PrintWriter out) throws NotDone {
            ShownKey.withSecret(answer, json, out);
        }
    }

    /** {@code highgate service-key disable}. */
    @Command(
            name = "disable",
            description = "Have a key count no more.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate service-key disable KEY", "", CenterPlace.EXIT_CODES})
    static final class Disable extends ServiceKeyChange {
        Disable(CenterPlace place) {
            super(place, "disable");
        }
    }

    /** {@code highgate service-key enable}. */
    @Command(
            name = "enable",
            description = "Have a key count again.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate service-key enable KEY", "", CenterPlace.EXIT_CODES})
    static final class Enable extends ServiceKeyChange {
        Enable(CenterPlace place) {
            super(place, "enable");
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!safeKey.matches("[^/\\s]{1,256}") || safeKey.startsWith(".")) {
            throw new ParameterException(
                    spec.commandLine(), "'" + safeKey + "' is not a safeKey: service-key list shows what there is");
        }
        return place.at(spec.commandLine().getErr(), this::change);
    }

    private int change(CenterClient center) throws NotDone, InterruptedException {
        try {
            show(center.changeKey(safeKey, deed), json, spec.commandLine().getOut());
            return ExitCode.OK;
        } catch (NotDone e) {
            throw e.why() == Why.MISSING ? missing(e, center) : e;
        }
    }

    void show(Map<String, @Nullable Object> answer, boolean asJson, PrintWriter out) throws NotDone {
        KeyRow key = Rows.key(answer);
        String words = "key " + key.safeKey() + " of " + key.kind() + " " + key.subject()
                + (key.enabled() ? " counts" : " counts no more");
        out.println(asJson ? Json.write(answer) : Printable.text(words));
        out.flush();
    }

    private NotDone missing(NotDone why, CenterClient center) throws InterruptedException {
        try {
            List<String> known =
                    Rows.keys(center.keys()).stream().map(KeyRow::safeKey).toList();
            return new NotDone(
                    Why.MISSING, "there is no key '" + safeKey + "'" + Suggestion.didYouMean(safeKey, known));
        } catch (NotDone unknown) {
            return why;
        }
    }
}
