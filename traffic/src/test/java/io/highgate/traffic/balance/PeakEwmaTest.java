package io.highgate.traffic.balance;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PeakEwmaTest {

    private static Group answeringIn(long... latencies) {
        Group group = new Group(latencies.length);
        System.arraycopy(latencies, 0, group.latencies, 0, latencies.length);
        return group;
    }

    @Test
    void takesTheFasterOfTwo() {
        assertThat(answeringIn(900, 100).counts(new PeakEwma(), 1_000)[1]).isGreaterThan(980);
    }

    @Test
    void aFastOneThatIsFullIsSlowerThanASlowOneThatIsIdle() {
        Group group = answeringIn(900, 100);
        group.inFlight[1] = 20;
        assertThat(group.counts(new PeakEwma(), 1_000)[0]).isGreaterThan(980);
    }

    @Test
    void aWeightIsDividedOut() {
        Group group = answeringIn(100, 100);
        group.inFlight[0] = 30;
        group.inFlight[1] = 10;
        group.weights[0] = 4_000;
        group.weights[1] = 1_000;
        assertThat(group.counts(new PeakEwma(), 1_000)[0]).isGreaterThan(980);
    }

    @Test
    void equalsThatAreIdleAreUsedByWeight() {
        Group group = new Group(10);
        Arrays.fill(group.latencies, 500);
        group.weights[3] = 9;
        int[] counts = group.counts(new PeakEwma(), 18_000);
        assertThat(counts[3]).isBetween(8_500, 9_500);
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThan(850);
    }

    @Test
    void aNewcomerIsTriedWithOneRequestAtATime() {
        Group group = answeringIn(500, 500, 0);
        assertThat(group.counts(new PeakEwma(), 900)[2]).isGreaterThan(450);
        group.inFlight[2] = 1;
        assertThat(group.counts(new PeakEwma(), 900)[2]).isLessThan(10);
    }

    @Test
    void aSlowOneAmongManyGetsLittle() {
        Group group = new Group(1_000);
        Arrays.fill(group.latencies, 1_000_000);
        Arrays.fill(group.latencies, 0, 100, 1_000_000_000);
        int slow = Arrays.stream(group.counts(new PeakEwma(), 50_000), 0, 100).sum();
        // both that are drawn must be slow: (1/10)^2
        assertThat(slow).isBetween(300, 800);
    }
}
