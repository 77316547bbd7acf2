package io.highgate.traffic.balance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ZonesTest {

    private static final int REQUESTS = 20_000;

    private static List<String> zones(String... names) {
        return List.of(names);
    }

    @Test
    void everythingStaysWhileTheLocalZoneCanCarryIt() {
        Zones zones = new Zones(zones("a", "b", "a", "b"), "a", new RoundRobin());
        assertThat(new Group(4).counts(zones, 100)).containsExactly(50, 0, 50, 0);
    }

    /** Two zones of ten, each with half of the traffic. */
    @ParameterizedTest
    @CsvSource({
        "10, 10, 100", // 1/2 of the capacity
        "9, 10, 94.7", // 9/19
        "5, 10, 66.7", // 1/3
        "5, 5, 100", // both have lost as much
        "10, 5, 100", // the other is worse off
        "0, 10, 0",
        "1, 0, 100"
    })
    void whatTheLocalZoneCannotCarryGoesToOthers(int usableHere, int usableThere, double percentHere) {
        List<String> names =
                IntStream.range(0, 20).mapToObj(i -> i < 10 ? "a" : "b").toList();
        Group group = new Group(20);
        Arrays.fill(group.usable, usableHere, 10, false);
        Arrays.fill(group.usable, 10 + usableThere, 20, false);
        int[] counts = group.counts(new Zones(names, "a", new RoundRobin()), REQUESTS);
        double here = Arrays.stream(counts, 0, 10).sum() * 100.0 / REQUESTS;
        assertThat(here).isCloseTo(percentHere, within(1.5));
    }

    @Test
    void aZoneWithMoreTrafficThanEndpointsKeepsWhatItCanCarry() {
        Zones zones = new Zones(zones("a", "b", "b", "b"), "a", 0.5, new RoundRobin());
        int[] counts = new Group(4).counts(zones, REQUESTS);
        assertThat(counts[0] * 100.0 / REQUESTS).isCloseTo(50, within(1.5));
        assertThat(counts[1]).isCloseTo(counts[3], within(1));
    }

    @Test
    void aZoneWithoutEndpointsSendsEverythingElsewhere() {
        Zones zones = new Zones(zones("a", "b"), "c", new RoundRobin());
        assertThat(new Group(2).counts(zones, 100)).containsExactly(50, 50);
    }

    @Test
    void nobodyIsNobody() {
        assertThat(new Zones(zones(), "a", new First()).choose(new Group(2), 1)).isEqualTo(Balancer.NONE);
        Zones zones = new Zones(zones("a", "b"), "a", new First());
        assertThat(zones.choose(new Group(2).down(0, 1), 1)).isEqualTo(Balancer.NONE);
        assertThat(zones.choose(new Group(0), 1)).isEqualTo(Balancer.NONE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
    void aShareOfTrafficThatIsNoneIsRefused(double share) {
        assertThatThrownBy(() -> new Zones(zones("a"), "a", share, new First()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share of traffic");
    }
}
