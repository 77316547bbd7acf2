package io.highgate.traffic.balance;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SubsetTest {

    private static final List<Map<String, String>> LABELS = List.of(
            Map.of("version", "1", "disk", "fast"),
            Map.of("version", "2", "disk", "slow"),
            Map.of("version", "2", "disk", "fast"),
            Map.of());

    private static Subset subset(Map<String, String> wanted, Subset.Fallback fallback) {
        return new Subset(LABELS, wanted, fallback, new RoundRobin());
    }

    @Test
    void onlyThoseWithAllLabelsAreAsked() {
        Group group = new Group(4);
        assertThat(group.choices(subset(Map.of("version", "2"), Subset.Fallback.NONE), 20))
                .containsOnly(1, 2);
        assertThat(group.choices(subset(Map.of("version", "2", "disk", "fast"), Subset.Fallback.NONE), 20))
                .containsOnly(2);
        assertThat(group.choices(subset(Map.of(), Subset.Fallback.NONE), 20)).containsOnly(0, 1, 2, 3);
    }

    @Test
    void withoutAUsableOneTheFallbackDecides() {
        Group group = new Group(4).down(1, 2);
        assertThat(subset(Map.of("version", "2"), Subset.Fallback.NONE).choose(group, 1))
                .isEqualTo(Balancer.NONE);
        assertThat(group.choices(subset(Map.of("version", "2"), Subset.Fallback.ANY), 20))
                .containsOnly(0, 3);
        group.usable[1] = true;
        assertThat(group.choices(subset(Map.of("version", "2"), Subset.Fallback.ANY), 20))
                .containsOnly(1);
    }

    @Test
    void labelsThatNobodyHasAreASubsetOfNobody() {
        Group group = new Group(4);
        assertThat(subset(Map.of("version", "3"), Subset.Fallback.NONE).choose(group, 1))
                .isEqualTo(Balancer.NONE);
        assertThat(subset(Map.of("Version", "2"), Subset.Fallback.NONE).choose(group, 1))
                .isEqualTo(Balancer.NONE);
        assertThat(group.choices(subset(Map.of("version", "3"), Subset.Fallback.ANY), 20))
                .containsOnly(0, 1, 2, 3);
    }

    @Test
    void layersGoInsideEachOther() {
        Tiers tiers = new Tiers(new int[] {0, 0, 1, 0}, 1.4, new RoundRobin());
        Subset subset = new Subset(LABELS, Map.of("version", "2"), Subset.Fallback.ANY, tiers);
        Group group = new Group(4);
        assertThat(group.choices(subset, 20)).containsOnly(1);
        assertThat(group.down(1).choices(subset, 20)).containsOnly(2);
        assertThat(group.down(2).choices(subset, 20)).containsOnly(0, 3);
        Balancer tiersOfSubsets = new Tiers(
                new int[] {0, 0, 1, 0},
                1.4,
                new Subset(LABELS, Map.of("version", "2"), Subset.Fallback.NONE, new RoundRobin()));
        assertThat(new Group(4).choices(tiersOfSubsets, 20)).containsOnly(1);
    }

    @Test
    void anIndexIsNeverNegative() {
        assertThatThrownBy(() -> Part.of(3, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
