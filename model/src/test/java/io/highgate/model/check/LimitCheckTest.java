package io.highgate.model.check;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of limits and quotas. */
class LimitCheckTest {

    private static ReadResult limit(String settings) {
        return whole("stores: {redis: redis://r}\nrateLimits: [{" + settings + "}]\n");
    }

    private static ReadResult whole(String yaml) {
        String routes = yaml.contains("routes:") ? "" : "routes: [{name: all, respond: {}}]\n";
        return new ConfigReader(OcelotSource.NONE)
                .read("test", yaml + routes, new ReadOptions(Compat.OCELOT_25, false), Map.of());
    }

    private static void takenAsItIs(ReadResult result) {
        assertThat(result.problems()).isEmpty();
        GatewaySpec spec = Objects.requireNonNull(result.spec());
        // the store's address is a secret, and so not printed
        String printed = NativeYaml.print(spec).replaceAll("[$]\\{[A-Z_]+}", "redis://r");
        GatewaySpec again = Objects.requireNonNull(whole(printed).spec());
        assertThat(again.rateLimits()).isEqualTo(spec.rateLimits());
        assertThat(again.inFlightLimits()).isEqualTo(spec.inFlightLimits());
        assertThat(again.quotas()).isEqualTo(spec.quotas());
        assertThat(again.routes()).isEqualTo(spec.routes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: a, amount: 100, period: 1s",
                "name: a, by: [address], algorithm: sliding-window, amount: 100, period: 1m, headers: x-ratelimit",
                "name: a, by: [client-id, route], algorithm: fixed-window, amount: 1, period: 1h, block: 1d, idle: 1m",
                "name: a, by: [tenant], amount: 10, burst: 50, period: 1s, mode: shared, shared: {within: 5ms, whenAway: closed}",
                "name: a, by: [user], amount: 100, period: 1s, mode: batched, shared: {batch: 10, capacity: 3, localShare: 25%}",
                "name: a, by: [client-id], amount: 1, period: 1s, clientId: {header: K, missing: refuse, exempt: [me]}",
                "name: a, amount: 1, period: 1s, refusal: {status: 503, code: quota-exceeded, message: Later}, keys: 1000000"
            })
    void whatMakesSenseIsTakenAndPrintsAsWhatItIs(String settings) {
        takenAsItIs(limit(settings));
    }

    @Test
    void quotasAndLimitsOfRoutesAreTakenAndPrintAsWhatTheyAre() {
        takenAsItIs(whole("""
                quotas: {tenants: {acme: {requestsPerMinute: 60, requestsPerDay: 1000}}, others: {requestsPerDay: 10}}
                inFlightLimits: [{name: a, by: [address], amount: 10}]
                routes: [{name: all, respond: {}, rateLimits: [{name: a, amount: 1, period: 1s}], inFlightLimits: [{name: a, amount: 3}]}]
                """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                amount: 1, period: 1s                                     | rateLimits[0]        | 'name' is missing
                name: a, period: 1s                                       | rateLimits[0]        | 'amount' is missing
                name: a, amount: 1                                        | rateLimits[0]        | 'period' is missing
                name: a b, amount: 1, period: 1s                          | name                 | not a name of a limit
                name: a, amount: 0, period: 1s                            | amount               | least is 1
                name: a, amount: 2000000000, period: 1s                   | amount               | most is
                name: a, amount: 1, period: 0s                            | period               | 1ms or longer
                name: a, amount: 1, period: 40000d                        | period               | is longer than
                name: a, amount: 1, period: 1d, burst: 1000000            | period               | nobody waits
                name: a, amount: 1, period: 1                             | period               | unit
                name: a, by: [adress], amount: 1, period: 1s              | by[0]                | did you mean 'address'
                name: a, by: [user, user], amount: 1, period: 1s          | by[1]                | twice
                name: a, amount: 1, period: 1s, block: 1m                 | block                | only a fixed-window
                name: a, amount: 1, period: 1s, idle: 1m                  | idle                 | only a fixed-window
                name: a, amount: 1, period: 1s, algorithm: fixed-window, block: 40000d | block   | longer than
                name: a, amount: 1, period: 1s, algorithm: sliding-window, burst: 2 | burst      | only a token-bucket
                name: a, amount: 1, period: 1s, shared: {within: 51ms}    | shared.within        | from 1ms to 50ms
                name: a, amount: 1, period: 1s, shared: {within: 0s}      | shared.within        | from 1ms to 50ms
                name: a, amount: 1, period: 1s, shared: {localShare: 0%}  | shared.localShare    | refuses everything
                name: a, amount: 50, period: 1s, mode: batched, shared: {batch: 9} | shared.batch | a tenth
                name: a, amount: 1, period: 1s, mode: distributed         | mode                 | local
                name: a, amount: 1, period: 1s, headers: rfc              | headers              | ietf
                name: a, amount: 1, period: 1s, clientId: {header: 'a b'} | clientId.header      | not the name
                name: a, amount: 1, period: 1s, refusal: {status: 200}    | status               | least is 400
                name: a, amount: 1, period: 1s, refusal: {message: ' '}   | refusal.message      | is empty
                name: a, amount: 1, period: 1s, refusal: {code: NO}       | code                 | rate-limit
                name: a, amount: 1, period: 1s, keys: 0                   | keys                 | least is 1
                """)
    void mistakesAreNamed(String settings, String place, String message) {
        assertThat(limit(settings).problems()).anySatisfy(it -> {
            assertThat(it.place().toString()).contains(place);
            assertThat(it.message()).contains(message);
        });
        assertThat(limit(settings).accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                rateLimits: [{name: a, amount: 1, period: 1s}, {name: a, amount: 2, period: 1s}] | rateLimits[1].name | unique
                inFlightLimits: [{name: a}]                                     | inFlightLimits[0]       | 'amount' is missing
                inFlightLimits: [{name: '', amount: 1}]                         | inFlightLimits[0].name  | not a name
                inFlightLimits: [{name: a, amount: 1, by: [path, path]}]        | by[1]                   | twice
                quotas: {tenants: {a: {requestsPerMinute: 0}}}                  | requestsPerMinute       | least is 1
                quotas: {others: {requestsPerDay: 1.5}}                         | requestsPerDay          | not a whole number
                quotas: {shared: {within: 1s}}                                  | quotas.shared.within    | from 1ms to 50ms
                routes: [{name: r, respond: {}, rateLimits: [{name: a, by: [service], amount: 1, period: 1s}]}] | by | no upstream
                """)
    void mistakesOfTheWholeAreNamed(String yaml, String place, String message) {
        ReadResult result = whole(yaml + "\n");
        assertThat(result.problems()).anySatisfy(it -> {
            assertThat(it.place().toString()).contains(place);
            assertThat(it.message()).contains(message);
        });
        assertThat(result.accepted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                rateLimits: [{name: a, amount: 1, period: 1s, mode: shared}]       | stores.redis is not set
                quotas: {mode: batched}                                            | stores.redis is not set
                quotas: {tenants: {a: {}}}                                         | limits nothing
                rateLimits: [{name: a, by: [path], amount: 1, period: 1s}]         | made up at will
                """)
    void doubtsAreSaid(String yaml, String message) {
        ReadResult result = whole(yaml + "\n");
        assertThat(result.accepted()).isTrue();
        assertThat(result.problems())
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains(message));
    }
}
