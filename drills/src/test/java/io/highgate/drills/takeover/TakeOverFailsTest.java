package io.highgate.drills.takeover;

import io.highgate.drills.client.Http1Client;
import io.highgate.drills.client.Steady;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever becomes of the new process before it has taken over, the old one serves on. */
class TakeOverFailsTest {

    private static final String REQUEST = "GET /name HTTP/1.1\r\nHost: drill\r\n\r\n";

    @TempDir
    Path folder;

    private Nginx origin;
    private GatewaySetup setup;

    @BeforeEach
    void startOrigin() {
        origin = Nginx.start(folder, "origin");
        setup = GatewaySetup.in(folder);
    }

    @AfterEach
    void stopOrigin() {
        origin.close();
    }

    /** Held at YOURS, the old one has stopped to accept: who comes then waits in the kernel, and is served. */
    @ParameterizedTest
    @ValueSource(strings = {"TAKE", "GIVE", "READY", "YOURS"})
    void aNewProcessThatIsKilledBeforeItAcceptsCostsNoRequest(String word) {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                Between between = Between.holding(word, folder);
                Steady load = new Steady()
                        .with(50, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(50, Http1Client.fresh(setup.port(), "/name"))) {
            RunningGateway killed = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            try (Wire meanwhile = Wire.to(setup.port()).send(REQUEST)) {
                killed.process().kill();
                turns.serving().awaitLog("this one goes on");
                assertThat(meanwhile.readAnswer()).startsWith("HTTP/1.1 200");
            }
            turns.assertServesAsBefore(open);
            turns.nextAndLast(Duration.ofSeconds(40));
            assertThat(load.stop()).containsOnlyKeys("200");
        }
    }

    /** It has accepted by then: what it had breaks, as in any crash. Nothing else does. */
    @Test
    void aNewProcessThatIsKilledBeforeItSaysThatItAcceptsIsForgotten() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                Between between = Between.holding("ACCEPTING", folder)) {
            RunningGateway killed = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            killed.process().kill();
            turns.serving().awaitLog("this one goes on");
            turns.assertServesAsBefore(open);
        }
    }

    @Test
    void aNewProcessThatHangsBeforeItAcceptsIsNotWaitedForLong() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                Between between = Between.holding("YOURS", folder)) {
            RunningGateway hanging = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            hanging.process().freeze();
            long began = System.nanoTime();
            turns.serving().awaitLog("this one goes on");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(13));
            turns.assertServesAsBefore(open);
            hanging.process().signal("CONT");
            assertThat(hanging.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            turns.assertServesAsBefore(open);
        }
    }

    /** Frozen when it is to say that the ports are given: nobody accepts, until it goes on. */
    @Test
    void aFrozenOldProcessIsNotTakenOverAndServesWhenItGoesOn() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                Between between = Between.holding("READY", folder)) {
            RunningGateway next = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            turns.serving().process().freeze();
            between.release();
            assertThat(next.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(next.log()).contains("did not let go of its ports");
            try (Wire meanwhile = Wire.to(setup.port()).send(REQUEST)) {
                turns.serving().process().signal("CONT");
                assertThat(meanwhile.readAnswer()).startsWith("HTTP/1.1 200");
            }
            turns.assertServesAsBefore(open);
        }
    }

    /** It cannot know whether the other has really gone: two that accept would be worse than none. */
    @Test
    void anOldProcessThatDiesBeforeItLetsGoIsNotTakenOver() {
        try (Turns turns = Turns.begin(setup, settings());
                Between between = Between.holding("READY", folder)) {
            RunningGateway next = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            turns.serving().process().kill();
            assertThat(next.process().awaitExit(Duration.ofSeconds(20))).isEqualTo(3);
            assertThat(next.log()).contains("not taken over");
            try (RunningGateway started =
                    setup.withArguments("--take-over=if-running").start()) {
                assertThat(started.get("/name").body()).isEqualTo("origin");
            }
        }
    }

    /** Frozen when the new one accepts already: it hears of it when it goes on, and leaves. */
    @Test
    void anOldProcessThatFreezesOnceThePortsAreGivenLeavesLater() {
        try (Turns turns = Turns.begin(setup, settings());
                Wire open = Wire.to(setup.port());
                Between between = Between.holding("ACCEPTING", folder)) {
            RunningGateway old = turns.serving();
            RunningGateway next = turns.launch("--take-over-socket", between.socket());
            between.awaitWord();
            old.process().freeze();
            between.release();
            assertThat(next.get("/name").statusCode()).isEqualTo(200);
            next.awaitLog("the process before may go on as well");
            old.process().signal("CONT");
            assertThat(open.send(REQUEST).readAnswer()).startsWith("HTTP/1.1 200");
            assertThat(old.process().awaitExit(Duration.ofSeconds(40))).isZero();
            assertThat(next.get("/name").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void ofTwoThatComeAtOnceOneTakesOver() {
        try (Turns turns = Turns.begin(setup, settings());
                Between first = Between.holding("TAKE", "first", folder);
                Between second = Between.holding("TAKE", "second", folder);
                Steady load = new Steady()
                        .with(20, Http1Client.keepingAlive(setup.port(), "/name"))
                        .with(20, Http1Client.fresh(setup.port(), "/name"))) {
            RunningGateway old = turns.serving();
            RunningGateway one = turns.launch("--take-over-socket", first.socket());
            RunningGateway other = turns.launch("--take-over-socket", second.socket());
            first.awaitWord();
            second.awaitWord();
            first.release();
            second.release();
            Await.until(
                    "one gives up",
                    () -> !one.process().isAlive() || !other.process().isAlive());
            RunningGateway refused = one.process().isAlive() ? other : one;
            RunningGateway taking = refused == one ? other : one;
            assertThat(refused.process().awaitExit(Duration.ofSeconds(1))).isEqualTo(3);
            assertThat(old.process().awaitExit(Duration.ofSeconds(40))).isZero();
            assertThat(taking.get("/name").statusCode()).isEqualTo(200);
            assertThat(load.stop()).containsOnlyKeys("200");
        }
    }

    private String settings() {
        // A connection is opened before, and asks only afterwards: the machine may be slow in between.
        return "timeouts: {headerRead: 2m, keepAlive: 2m}\nupstreams: {origin: {endpoints: '" + origin.address()
                + "'}}\nroutes: [{name: all, upstream: origin}]\n";
    }
}
