package io.highgate.app.cli;

import io.highgate.app.center.ask.CenterClient;
import io.highgate.app.center.ask.InstanceKey;
import io.highgate.app.center.ask.Listing;
import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.show.Printable;
import io.highgate.base.problem.Suggestion;
import io.highgate.wire.json.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code highgate drain} and {@code restore} have in common: whether instances get new requests. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
abstract class InstanceSwitch implements Callable<Integer> {

    private final boolean drain;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final CenterPlace place;

    @Option(names = "--json", description = "Print the instances as the center's JSON.")
    private boolean json;

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "An instance: cell/id, as orders/10.0.0.7:9001.")
    private List<String> typed;

    private InstanceSwitch(CenterPlace place, boolean drain) {
        this.place = place;
        this.drain = drain;
    }

    /** {@code highgate drain}. */
    @Command(
            name = "drain",
            description = "Have instances get nothing new; what is under way ends.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  ./highgate drain orders/10.0.0.7:9001",
                "  ./highgate drain orders/blue-1 orders/blue-2",
                "",
                CenterPlace.EXIT_CODES
            })
    static final class Drain extends InstanceSwitch {
        Drain(CenterPlace place) {
            super(place, true);
        }
    }

    /** {@code highgate restore}. */
    @Command(
            name = "restore",
            description = "Have drained instances get their share again.",
            footerHeading = "%nExample:%n",
            footer = {"  ./highgate restore orders/10.0.0.7:9001", "", CenterPlace.EXIT_CODES})
    static final class Restore extends InstanceSwitch {
        Restore(CenterPlace place) {
            super(place, false);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        Set<InstanceKey> keys = keys();
        PrintWriter out = spec.commandLine().getOut();
        List<Map<String, @Nullable Object>> done = new ArrayList<>();
        int code = place.at(spec.commandLine().getErr(), center -> each(center, keys, done));
        if (json) {
            out.println(Json.write(new Listing(done, true).toJson()));
        }
        out.flush();
        return code;
    }

    /** Nothing is done if one of them cannot be a key. */
    private Set<InstanceKey> keys() {
        Set<InstanceKey> keys = new LinkedHashSet<>();
        List<String> problems = new ArrayList<>();
        for (String key : typed) {
            try {
                keys.add(InstanceKey.parse(key));
            } catch (IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("\n", problems));
        }
        return keys;
    }

    /** What is wrong with one of them does not keep the others; whoever may not ask at all is told so once. */
    private int each(CenterClient center, Set<InstanceKey> keys, List<Map<String, @Nullable Object>> done)
            throws NotDone, InterruptedException {
        int code = ExitCode.OK;
        for (InstanceKey key : keys) {
            try {
                Map<String, @Nullable Object> instance = center.drain(key, drain);
                String state = Rows.instance(instance).state();
                done.add(instance);
                if (!json) {
                    spec.commandLine().getOut().println(key + " is " + Printable.text(state));
                }
            } catch (NotDone e) {
                if (e.why() != Why.MISSING && e.why() != Why.REFUSED && e.why() != Why.CHANGED) {
                    throw e;
                }
                NotDone told = e.why() == Why.MISSING ? missing(key, e, center) : e;
                code = CenterPlace.told(told, spec.commandLine().getErr());
            }
        }
        return code;
    }

    private static NotDone missing(InstanceKey key, NotDone why, CenterClient center) throws InterruptedException {
        try {
            List<String> known = Rows.instances(center.instances(null, null)).stream()
                    .map(it -> it.instance().key())
                    .toList();
            String words = "there is no instance '" + key + "'";
            return new NotDone(why.why(), words + Suggestion.didYouMean(key.toString(), known));
        } catch (NotDone unknown) {
            return why;
        }
    }
}
