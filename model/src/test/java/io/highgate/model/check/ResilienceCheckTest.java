package io.highgate.model.check;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ResilienceCheckTest {

    private static ReadResult read(String settings) {
        String yaml = """
                upstreams: {a: {endpoints: ["127.0.0.1:1"], %s}}
                routes: [{name: r, upstream: a}]
                """.formatted(settings);
        return new ConfigReader(OcelotSource.NONE)
                .read("test", yaml, new ReadOptions(Compat.OCELOT_25, false), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "balancer: consistent-hash, hashOn: {header: X-User}",
                "health: {active: {status: 200-399, interval: 1s, timeout: 1s}, passive: false}",
                "breaker: {failureRatio: 0.25, window: 1s}",
                "retry: {count: 0}",
                "retry: {statuses: [500, 503], methods: [PUT, DELETE], budget: 0.1}",
                "retry: {hedgeAfter: 50ms}, perTryTimeout: 1s",
                "concurrency: {inFlight: 5, pending: 0}",
                "overallTimeout: 10s, perTryTimeout: 3s, slowStart: 30s"
            })
    void whatMakesSenseIsTaken(String settings) {
        assertThat(read(settings).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                hashOn: {}, balancer: consistent-hash                           | hashOn         | exactly one
                hashOn: {header: a, cookie: b}, balancer: consistent-hash       | hashOn         | exactly one
                health: {active: {interval: 0s}}                                | interval       | longer than 0
                health: {active: {status: 2xx}}                                 | status         | 200-299
                health: {active: {status: 299-200}}                             | status         | 200-299
                health: {active: {path: health}}                                | path           | begin with /
                health: {active: {kind: grpc}}                                  | kind           | needs HTTP/2
                health: {active: {port: 70000}}                                 | port           | 65535
                health: {passive: {window: 1ms}}                                | window         | 100ms
                health: {passive: {ejectFor: 0s}}                               | ejectFor       | longer than 0
                health: {passive: {consecutiveFailures: 0}}                     | consecutiveFailures | least is 1
                health: {maxEjected: 150%}                                      | maxEjected     | more than all
                breaker: {failureRatio: 0%}                                     | failureRatio   | consecutiveFailures: 1
                breaker: {openFor: 0s}                                          | openFor        | longer than 0
                breaker: {probes: 0}                                            | probes         | least is 1
                retry: {statuses: [200]}                                        | statuses[0]    | 400 to 599
                retry: {methods: ["G T"]}                                       | methods[0]     | not a method
                retry: {count: 99}                                              | count          | most is 10
                retry: {hedgeAfter: 0s}                                         | hedgeAfter     | longer than 0
                retry: {hedgeAfter: 1s, count: 0}                               | hedgeAfter     | retry.count allows none
                retry: {hedgeAfter: 1s}, perTryTimeout: 1s                      | hedgeAfter     | shorter than perTryTimeout
                retry: {hedgeAfter: 1s}, sticky: {cookie: a}                    | hedgeAfter     | sticky keeps
                concurrency: {inFlight: 1, pendingTimeout: 0s}                  | pendingTimeout | pending to 0
                overallTimeout: 0s                                              | overallTimeout | longer than 0
                slowStart: 0s                                                   | slowStart      | longer than 0
                """)
    void whatDoesNotIsRefusedAtItsPlace(String settings, String place, String says) {
        ReadResult result = read(settings);
        assertThat(result.accepted()).isFalse();
        assertThat(result.problems().toString()).contains(place, says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                hashOn: {clientAddress: true}                   | only the balancer consistent-hash
                preferZone: b                                   | no endpoint is in zone 'b'
                retry: {budget: 0%, budgetFloor: 0}             | nothing is ever tried again
                overallTimeout: 1s, perTryTimeout: 2s           | longer than overallTimeout
                health: {active: {interval: 1s, timeout: 2s}}   | longer than the interval
                health: {failOpenBelow: 60%}                    | all are asked again at once
                """)
    void whatIsDoubtfulIsSaid(String settings, String says) {
        ReadResult result = read(settings);
        assertThat(result.accepted()).isTrue();
        assertThat(result.problems().toString()).contains(says);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(read("retry: {statuses: [1]}, breaker: {openFor: 0s}, health: {active: {path: x}}")
                        .problems())
                .hasSize(3);
    }
}
