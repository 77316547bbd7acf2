package io.highgate.testkit.link;

import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class FaultyLinkTest {

    private static final String SENT = "0123456789";

    /** Says back, octet by octet, what it hears. */
    private final Origin parrot = Origin.scripted(wire -> {
        while (true) {
            wire.send(wire.read(1));
        }
    });

    private final FaultyLink link = FaultyLink.to(parrot.port());

    @AfterEach
    void close() {
        link.close();
        parrot.close();
    }

    private static String there(Wire wire) {
        return wire.send(SENT).read(SENT.length());
    }

    @Test
    void passesWhatIsSaidAsItIsWithoutAFault() {
        try (Wire wire = Wire.to(link.port())) {
            assertThat(there(wire)).isEqualTo(SENT);
            assertThat(link.accepted()).isOne();
            assertThat(link.open()).isOne();
        }
        Await.until("it is gone", () -> link.open() == 0);
    }

    @Test
    void anEndOfOneSideIsAnEndToTheOther() {
        try (Origin brief = Origin.answering("bye");
                FaultyLink to = FaultyLink.to(brief.port());
                Wire wire = Wire.to(to.port())) {
            Await.until("it is through", () -> to.open() == 1);
            to.cut();
            assertThat(wire.isEnded()).isTrue();
        }
        try (Origin brief = Origin.scripted(wire -> wire.send("bye"));
                FaultyLink to = FaultyLink.to(brief.port());
                Wire wire = Wire.to(to.port())) {
            assertThat(wire.readToEnd()).isEqualTo("bye");
        }
    }

    @Test
    void aStallHoldsWhatIsSaidUntilItIsHealed() {
        AtomicReference<String> heard = new AtomicReference<>("");
        try (Wire wire = Wire.to(link.port())) {
            assertThat(there(wire)).isEqualTo(SENT);
            link.fault(Way.TO_CLIENT, new Fault.Stall());
            wire.send(SENT);
            Thread reader = Thread.ofVirtual().start(() -> heard.set(wire.read(SENT.length())));
            assertThatThrownBy(() -> Await.until("heard", Duration.ofMillis(100), () -> !reader.isAlive()))
                    .hasMessageContaining("did not happen: heard");
            link.heal();
            Await.until("heard", () -> heard.get().equals(SENT));
        }
    }

    @Test
    void behindAStallNeitherAnEndNorAResetIsNoticed() {
        try (Origin brief = Origin.scripted(wire -> {
                    wire.read(1);
                    wire.reset();
                });
                FaultyLink to = FaultyLink.to(brief.port());
                Wire wire = Wire.to(to.port())) {
            Await.until("it is through", () -> to.open() == 1);
            to.fault(Way.TO_CLIENT, new Fault.Stall());
            wire.send("x");
            assertThatThrownBy(() -> Await.until("gone", Duration.ofMillis(100), () -> to.open() == 0))
                    .hasMessageContaining("did not happen: gone");
            to.heal();
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void aResetIsAResetAtBothEnds() {
        AtomicReference<@Nullable Throwable> origin = new AtomicReference<>();
        try (Origin listening = Origin.scripted(wire -> {
                    try {
                        wire.readToEnd();
                    } catch (UncheckedIOException e) {
                        origin.set(e.getCause());
                    }
                });
                FaultyLink to = FaultyLink.to(listening.port());
                Wire wire = Wire.to(to.port())) {
            wire.send(SENT);
            Await.until("it is through", () -> to.open() == 1);
            to.reset();
            assertThatThrownBy(wire::readToEnd).hasMessageContaining("reset");
            Await.until("the origin notices", () -> origin.get() != null);
            assertThat(origin.get()).hasMessageContaining("reset");
        }
    }

    @Test
    void afterSoManyOctetsComesTheEndingThatWasAskedFor() {
        link.faultNew(Way.TO_CLIENT, new Fault.After(4, Ending.END));
        try (Wire wire = Wire.to(link.port())) {
            assertThat(wire.send(SENT).readToEnd()).isEqualTo("0123");
        }
        link.faultNew(Way.TO_CLIENT, new Fault.After(4, Ending.RESET));
        try (Wire wire = Wire.to(link.port())) {
            wire.send(SENT);
            assertThatThrownBy(() -> wire.read(5)).hasMessageContaining("reset");
        }
        link.faultNew(Way.TO_CLIENT, new Fault.After(4, Ending.SILENCE));
        try (Wire wire = Wire.to(link.port())) {
            assertThat(wire.send(SENT).read(4)).isEqualTo("0123");
            link.heal();
            wire.send(SENT); // and nobody minds
            Await.until("of all three only this one is left", () -> link.open() == 1);
        }
    }

    @Test
    void aFaultOfNewConnectionsLeavesOpenOnesAlone() {
        try (Wire old = Wire.to(link.port())) {
            assertThat(there(old)).isEqualTo(SENT);
            link.faultNew(Way.TO_CLIENT, new Fault.After(0, Ending.END));
            assertThat(there(old)).isEqualTo(SENT);
            try (Wire fresh = Wire.to(link.port())) {
                assertThat(fresh.send(SENT).readToEnd()).isEmpty();
            }
            link.heal().faultOpen(Way.TO_CLIENT, new Fault.After(2, Ending.END));
            assertThat(old.send(SENT).readToEnd()).isEqualTo("01");
            try (Wire fresh = Wire.to(link.port())) {
                assertThat(there(fresh)).isEqualTo(SENT);
            }
        }
    }

    @Test
    void aTrickleTakesItsTimeAndLosesNothing() {
        link.fault(Way.TO_CLIENT, new Fault.Throttle(100));
        try (Wire wire = Wire.to(link.port())) {
            long began = System.nanoTime();
            assertThat(there(wire)).isEqualTo(SENT);
            assertThat(System.nanoTime() - began)
                    .isGreaterThan(Duration.ofMillis(95).toNanos());
        }
    }

    @Test
    void aDelayHoldsEachPieceForAsLongAsItSays() {
        link.fault(Way.TO_ORIGIN, new Fault.Delay(Duration.ofMillis(50), Duration.ofMillis(10)));
        try (Wire wire = Wire.to(link.port())) {
            long began = System.nanoTime();
            assertThat(there(wire)).isEqualTo(SENT);
            assertThat(System.nanoTime() - began)
                    .isGreaterThan(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    void whatIsCorruptedFollowsFromTheSeed() {
        assertThat(corrupted(7)).isEqualTo(corrupted(7)).hasSameSizeAs(SENT).isNotEqualTo(SENT);
        assertThat(corrupted(8)).isNotEqualTo(corrupted(7));
    }

    private String corrupted(long seed) {
        try (FaultyLink faulty = FaultyLink.to(parrot.port(), seed).fault(Way.TO_ORIGIN, new Fault.Corrupt(0.5));
                Wire wire = Wire.to(faulty.port())) {
            return there(wire);
        }
    }

    @Test
    void refusesNewConnectionsAndLeavesOpenOnesUntilItIsHealed() {
        try (Wire old = Wire.to(link.port())) {
            assertThat(there(old)).isEqualTo(SENT);
            link.refuse();
            assertThatThrownBy(() -> Wire.to(link.port())).hasCauseInstanceOf(ConnectException.class);
            assertThat(there(old)).isEqualTo(SENT);
            link.heal();
            try (Wire fresh = Wire.to(link.port())) {
                assertThat(there(fresh)).isEqualTo(SENT);
            }
        }
    }

    @Test
    void whereNobodyIsBehindItClientsGetAReset() {
        Origin gone = Origin.answering("");
        gone.close();
        try (FaultyLink to = FaultyLink.to(gone.port());
                Wire wire = Wire.to(to.port())) {
            assertThat(wire.isEnded()).isTrue();
        }
    }

    @Test
    void faultsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Fault.Throttle(0)).hasMessageContaining("octetsPerSecond is 0");
        assertThatThrownBy(() -> new Fault.Corrupt(1.1)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new Fault.Corrupt(Double.NaN)).hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new Fault.After(-1, Ending.END)).hasMessageContaining("negative");
        assertThatThrownBy(() -> new Fault.Delay(Duration.ofMillis(-1), Duration.ZERO))
                .hasMessageContaining("negative");
    }
}
