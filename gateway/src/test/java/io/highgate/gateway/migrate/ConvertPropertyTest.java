package io.highgate.gateway.migrate;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.migrate.OcelotOracle.Choice;
import io.highgate.gateway.route.Requests;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.gateway.route.RouteTable;
import io.highgate.gateway.route.path.PathRule;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.read.OcelotReader;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.ForwardingSpec.EncodedSlashes;
import io.highgate.model.spec.GatewaySpec;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** For any Ocelot file: converting changes nothing, and each request goes where Ocelot would send it. */
class ConvertPropertyTest {

    private static final ConfigReader READER = new ConfigReader((root, options, names, problems) ->
            new OcelotReader(options.compat(), options.lenient()).read(root, names, problems));
    private static final PathRule RULE = new PathRule(EncodedSlashes.KEEP);
    private static final int ASKS = 60;

    @Provide
    Arbitrary<AnyOcelotFile> files20() {
        return AnyOcelotFile.files(false);
    }

    @Provide
    Arbitrary<AnyOcelotFile> files25() {
        return AnyOcelotFile.files(true);
    }

    @Property(tries = 400)
    void aFileOfOcelot20RoutesAsOcelot20(@ForAll("files20") AnyOcelotFile file, @ForAll Random random) {
        compare(file, Compat.OCELOT_20, random);
        assertEnoughIsRouted();
    }

    @Property(tries = 400)
    void aFileOfOcelot25RoutesAsOcelot25(@ForAll("files25") AnyOcelotFile file, @ForAll Random random) {
        compare(file, Compat.OCELOT_25, random);
        assertEnoughIsRouted();
    }

    /** Requests that nothing matches prove little. */
    private static void assertEnoughIsRouted() {
        Statistics.label("routed").coverage(it -> it.check(true).percentage(share -> share > 20));
    }

    private static void compare(AnyOcelotFile file, Compat compat, Random random) {
        GatewaySpec spec = read(file.json(), compat);
        String yaml = NativeYaml.print(spec);
        ReadResult converted = READER.read("converted", yaml, ReadOptions.strict(), Map.of());
        assertThat(spec.equals(converted.spec()))
                .as("%s%n%s%n%s", file.json(), yaml, converted.problems())
                .isTrue();

        OcelotOracle oracle = new OcelotOracle(RawOcelotFile.entries(file.json()), compat);
        RouteTable table = RouteTable.compile(spec.routes(), spec.filters());
        RouteTable again = RouteTable.compile(requireNonNull(converted.spec()).routes(), spec.filters());
        AnyAsk asks = new AnyAsk(random);
        for (int i = 0; i < ASKS; i++) {
            Ask ask = asks.like(file.templates().get(i % file.templates().size()));
            String outcome = outcome(table, ask);
            assertThat(outcome)
                    .as("%s %s of%n%s%n%s", compat, ask, file.json(), yaml)
                    .isEqualTo(expected(oracle, ask));
            assertThat(outcome(again, ask)).isEqualTo(outcome);
            Statistics.label("routed").collect(outcome != null);
        }
    }

    private static GatewaySpec read(String json, Compat compat) {
        // without comments, JSON is YAML
        ReadResult result = READER.read("ocelot", json, new ReadOptions(compat, false), Map.of());
        return requireNonNull(result.spec(), () -> json + result.problems());
    }

    /** The route and the target in one line, or null. */
    private static @Nullable String expected(OcelotOracle oracle, Ask ask) {
        Choice choice = oracle.choose(ask);
        if (choice == null) {
            return null;
        }
        return choice.entry().isAggregate()
                ? "aggregate"
                : choice.entry().key() + " " + withoutEmptyParameters(oracle.target(choice, ask));
    }

    private static @Nullable String outcome(RouteTable table, Ask ask) {
        RequestHead head = Requests.request(ask.method(), ask.host(), ask.target(), ask.headers());
        assertThat(RULE.normalise(head)).as(ask.toString()).isNull();
        assertThat(head.pathText()).isEqualTo(ask.path());
        RouteMatch match = new RouteMatch();
        if (!table.match(Requests.asked(head), match)) {
            return null;
        }
        String name = match.route().name();
        if (name.startsWith("aggregate-")) {
            return "aggregate";
        }
        assertThat(match.resolveTarget()).as(ask.toString()).isNull();
        return name + " " + withoutEmptyParameters(match.targetText());
    }

    /** An '&' or '?' with nothing behind it means nothing; Ocelot and we leave different ones. */
    private static String withoutEmptyParameters(String target) {
        return target.replaceAll("&{2,}", "&").replaceAll("\\?&+", "?").replaceAll("[?&]+$", "");
    }
}
