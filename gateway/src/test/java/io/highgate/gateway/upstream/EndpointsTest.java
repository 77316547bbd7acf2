package io.highgate.gateway.upstream;

import io.highgate.base.problem.Problems;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.HostPort;
import io.highgate.gateway.center.Center;
import io.highgate.gateway.center.Shelf;
import io.highgate.gateway.center.Witness;
import io.highgate.gateway.center.red.Counted;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.upstream.discover.Discovery;
import io.highgate.gateway.upstream.discover.Others;
import io.highgate.model.bind.Places;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.tls.TlsFiles;
import io.highgate.registries.Means;
import io.highgate.registries.Openers;
import io.highgate.registries.Registries;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Endpoints are counted one by one up to the cap, and together beyond it. */
class EndpointsTest {

    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(1);
    private Loops loops;
    private Endpoints endpoints;

    @BeforeEach
    void none() {
        loops = new Loops(
                Transport.NIO,
                1,
                new Loops.Means(
                        Thread.ofPlatform().daemon().factory(),
                        Ticker.system(),
                        InstantSource.system(),
                        new SplittableRandom(1)));
        loops.start();
        endpoints = new Endpoints(
                loops,
                new Names(background),
                new Discovery(
                        Ticker.system(),
                        background,
                        Thread.ofPlatform().daemon().factory(),
                        new SplittableRandom(2),
                        new Center(
                                new Center.Means(background, Shelf.NONE),
                                Ticker.system(),
                                InstantSource.system(),
                                new SplittableRandom(3),
                                Counted.by(1, Ticker.system())),
                        new Others(
                                new Registries(
                                        new Openers(null, null, null, null),
                                        new Means(
                                                Ticker.system(),
                                                Thread.ofVirtual().factory(),
                                                new Random(4))),
                                Shelf.NONE,
                                background)),
                Witness.NOBODY);
    }

    @AfterEach
    void stop() {
        loops.stop();
        background.shutdownNow();
    }

    /** An upstream with endpoints on ports from the first to the last. */
    private Map<String, Upstream> hold(int first, int last) {
        String addresses = IntStream.rangeClosed(first, last)
                .mapToObj(port -> "'127.0.0.1:" + port + "'")
                .collect(Collectors.joining(", "));
        GatewaySpec spec = requireNonNull(new ConfigReader(OcelotSource.NONE)
                .read(
                        "test",
                        "upstreams: {u: {endpoints: [" + addresses + "]}}\n" + "routes: [{name: a, upstream: u}]\n",
                        ReadOptions.strict(),
                        Map.of())
                .spec());
        TlsFiles files = TlsFiles.load(spec, new Places("test"), null, new Problems());
        return endpoints.hold(spec, files, Map.of());
    }

    private Endpoint on(int port) {
        return endpoints.all().stream()
                .filter(it -> it.address().equals(new HostPort("127.0.0.1", port)))
                .findFirst()
                .orElseThrow();
    }

    private void ask(Endpoint endpoint) {
        endpoint.began();
        endpoint.settled(loops.all().getFirst(), false, 1_000);
    }

    @Test
    void thoseBeyondTheCapShareOneHistogram() {
        hold(1, Endpoints.MAX_LISTED + 2);
        assertThat(endpoints.listed()).hasSize(Endpoints.MAX_LISTED).doesNotContain(on(Endpoints.MAX_LISTED + 1));
        ask(on(Endpoints.MAX_LISTED + 1));
        ask(on(Endpoints.MAX_LISTED + 2));
        ask(on(1));
        assertThat(endpoints.others().count()).isEqualTo(2);
        assertThat(on(1).durations().count()).isEqualTo(1);
        assertThat(on(2).durations().count()).isZero();
    }

    @Test
    void anEndpointThatGoesMakesRoomForTheNext() {
        Map<String, Upstream> many = hold(1, Endpoints.MAX_LISTED);
        Map<String, Upstream> beyond = hold(3000, 3000);
        endpoints.release(beyond);
        assertThat(endpoints.listed()).hasSize(Endpoints.MAX_LISTED);
        endpoints.release(many);
        hold(4000, 4001);
        assertThat(endpoints.listed()).containsExactly(on(4000), on(4001));
    }

    @Test
    void anEndpointThatTwoConfigurationsNameIsCountedOnce() {
        Map<String, Upstream> old = hold(1, 2);
        hold(2, 3);
        endpoints.release(old);
        assertThat(endpoints.listed()).containsExactly(on(2), on(3));
        ask(on(2));
        assertThat(on(2).durations().count()).isEqualTo(1);
        assertThat(endpoints.others().count()).isZero();
    }
}
