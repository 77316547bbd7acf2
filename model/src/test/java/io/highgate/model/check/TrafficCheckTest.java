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

/** What a route says of splits, canaries, mirrors, faults, clients and times. */
class TrafficCheckTest {

    private static ReadResult read(String settings) {
        return whole("""
                upstreams: {a: {endpoints: ["h:1"]}, b: {endpoints: ["h:2"]}, c: {endpoints: ["h:3"]}}
                routes: [{name: r, path: "/{user}/{*x}", %s}, {name: all, split: [{upstream: a, weight: 1}, {upstream: b, weight: 1}, {upstream: c, weight: 1}]}]
                """.formatted(settings));
    }

    private static ReadResult whole(String yaml) {
        return new ConfigReader(OcelotSource.NONE)
                .read("test", yaml, new ReadOptions(Compat.OCELOT_25, false), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "split: [{upstream: a, weight: 90}, {upstream: b, weight: 10}]",
                "split: [{upstream: a, weight: 1}, {upstream: b, weight: 0}], stickTo: {cookie: s}",
                "upstream: a, canary: {upstream: b, share: 5%}",
                "upstream: a, canary: {upstream: b, when: [{header: X, value: y}], unless: [{cookie: z}]}",
                "split: [{upstream: a, weight: 1}], canary: {upstream: b, share: 0.1}, stickTo: {pathValue: user}",
                "upstream: a, mirror: {upstream: b, share: 1%, body: 1KiB, inFlight: 5, timeout: 1s}",
                "upstream: a, fault: {delay: {time: 1s, share: 10%}, abort: {status: 503, share: 1%}, byHeader: true}",
                "respond: {}, fault: {abort: {status: 404}}",
                "upstream: a, clients: [10.0.0.0/8, '::1'], exceptClients: [10.1.1.1]",
                "upstream: a, windows: [{from: '22:00', to: '06:00', days: [fri, sat], zone: Europe/Berlin}]",
                "upstream: a, window: [{to: '12:00'}, {from: '13:00', zone: '+08:00'}]"
            })
    void whatMakesSenseIsTakenAndPrintsAsWhatItIs(String settings) {
        ReadResult result = read(settings);
        assertThat(result.problems()).isEmpty();
        GatewaySpec spec = Objects.requireNonNull(result.spec());
        assertThat(whole(NativeYaml.print(spec)).spec()).isEqualTo(spec);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                split: []                                                  | split                | at least one
                split: [{upstream: a, weight: 0}]                          | split                | all weights are 0
                split: [{upstream: a, weight: -1}]                         | weight               | least is 0
                split: [{upstream: a, weight: 99999999999}]                | weight               | most is 1000000
                split: [{upstream: a, weight: 1.5}]                        | weight               | not a whole number
                split: [{upstream: a}]                                     | split[0]             | 'weight' is missing
                split: [{upstream: a, weight: 1}, {upstream: a, weight: 2}] | split[1].upstream   | already
                split: [{upstream: aa, weight: 1}]                         | split[0].upstream    | no upstream 'aa'
                upstream: a, split: [{upstream: b, weight: 1}]             | routes[0]            | exactly one
                respond: {}, split: [{upstream: b, weight: 1}]             | routes[0]            | exactly one
                upstream: a, canary: {upstream: a, share: 1%}              | canary.upstream      | go anyway
                split: [{upstream: a, weight: 1}], canary: {upstream: a, share: 1%} | canary.upstream | go anyway
                upstream: a, canary: {upstream: d, share: 1%}              | canary.upstream      | no upstream 'd'
                upstream: a, canary: {upstream: b, share: 101%}            | share                | more than all
                upstream: a, canary: {upstream: b, when: [{}]}             | when[0]              | exactly one
                upstream: a, canary: {upstream: b, when: [{header: x, cookie: y}]} | when[0]      | exactly one
                upstream: a, canary: {upstream: b, unless: [{header: 'x y'}]} | unless[0].header  | not the name
                upstream: a, canary: {upstream: b, when: [{cookie: x}], unless: [{cookie: x}]} | when[0] | which wins
                respond: {}, canary: {upstream: b, share: 1%}              | canary               | no effect
                upstream: a, canary: {upstream: b, share: 1%}, stickTo: {} | stickTo              | exactly one
                upstream: a, canary: {upstream: b, share: 1%}, stickTo: {pathValue: usr} | stickTo.pathValue | did you mean
                upstream: a, mirror: {upstream: d}                         | mirror.upstream      | no upstream 'd'
                upstream: a, mirror: {upstream: b, timeout: 0s}            | mirror.timeout       | longer than 0
                upstream: a, mirror: {upstream: b, inFlight: 0}            | inFlight             | least is 1
                upstream: a, mirror: {upstream: b, body: 1GiB}             | mirror.body          | most is 16MiB
                redirect: {scheme: https}, mirror: {upstream: b}           | mirror               | no effect
                upstream: a, fault: {delay: {time: 0s}}                    | fault.delay.time     | longer than 0
                upstream: a, fault: {delay: {time: 2h}}                    | fault.delay.time     | longer than 1h
                upstream: a, fault: {delay: {}}                            | fault.delay          | 'time' is missing
                upstream: a, fault: {abort: {status: 200}}                 | status               | least is 400
                upstream: a, fault: {abort: {status: 503, share: 2}}       | share                | more than all
                upstream: a, fault: {byHeader: true, longest: 0s}          | fault.longest        | longer than 0
                upstream: a, clients: [10.0.0.0/33]                        | clients[0]           | prefix
                upstream: a, clients: [example.com]                        | clients[0]           | not an address
                upstream: a, clients: [10.0.0.1], exceptClients: [10.0.0.1] | clients[0]          | cannot be both
                upstream: a, windows: [{from: '8'}]                        | windows[0].from      | 08:30
                upstream: a, windows: [{from: '25:00'}]                    | windows[0].from      | 08:30
                upstream: a, windows: [{from: '10:60'}]                    | windows[0].from      | 08:30
                upstream: a, windows: [{from: '24:00'}]                    | windows[0].from      | write 00:00
                upstream: a, windows: [{to: '00:00'}]                      | windows[0].to        | write 24:00
                upstream: a, windows: [{from: '08:00', to: '08:00'}]       | windows[0]           | when it ends
                upstream: a, windows: [{zone: Europe/Berln}]               | windows[0].zone      | did you mean
                upstream: a, windows: [{days: [monday]}]                   | days[0]              | none of mon
                """)
    void whatDoesNotIsRefusedAtItsPlace(String settings, String place, String says) {
        ReadResult result = read(settings);
        assertThat(result.accepted()).isFalse();
        assertThat(result.problems().toString()).contains(place, says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                upstream: a, canary: {upstream: b}                    | no request ever goes there
                upstream: a, stickTo: {cookie: x}                     | no effect without split
                upstream: a, mirror: {upstream: b, share: 0%}         | nothing is ever copied
                upstream: a, mirror: {upstream: a}                    | twice
                upstream: a, fault: {}                                | makes none
                upstream: a, fault: {delay: {time: 1s, share: 0%}}    | nothing is ever delayed
                upstream: a, clients: [10.0.0.1, 10.0.0.1]            | there already
                upstream: a, windows: [{days: [mon, mon]}]            | names a day twice
                """)
    void whatIsDoubtfulIsSaid(String settings, String says) {
        ReadResult result = read(settings);
        assertThat(result.accepted()).isTrue();
        assertThat(result.problems().toString()).contains(says);
    }

    @Test
    void anUpstreamThatOnlyACanaryOrAMirrorNamesIsUsed() {
        assertThat(whole("""
                upstreams: {a: {endpoints: ["h:1"]}, b: {endpoints: ["h:2"]}, c: {endpoints: ["h:3"]}}
                routes: [{name: r, upstream: a, canary: {upstream: b, share: 1%}, mirror: {upstream: c}}]
                """).problems()).isEmpty();
    }

    @Test
    void routesForOtherTimesAndClientsDoNotShadowEachOther() {
        assertThat(whole("""
                upstreams: {a: {endpoints: ["h:1"]}}
                routes:
                  - {name: night, path: /, upstream: a, windows: [{from: "22:00", to: "06:00"}]}
                  - {name: inside, path: /, upstream: a, clients: [10.0.0.0/8]}
                  - {name: all, path: /, upstream: a}
                """).problems()).isEmpty();
        assertThat(whole("""
                upstreams: {a: {endpoints: ["h:1"]}}
                routes:
                  - {name: one, path: /, upstream: a, clients: [10.0.0.0/8]}
                  - {name: two, path: /, upstream: a, clients: [10.0.0.0/8]}
                """).problems().toString()).contains("never gets a request");
    }
}
