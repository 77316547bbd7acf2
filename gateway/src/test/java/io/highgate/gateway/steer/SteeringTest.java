package io.highgate.gateway.steer;

import io.highgate.base.unit.Ratio;
import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.route.Requests;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.CanarySpec;
import io.highgate.model.spec.HashOnSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.ShareSpec;
import io.highgate.model.spec.SignSpec;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Where requests go: shares, who stays, and who moves when shares change. */
class SteeringTest {

    private static final int MANY = 20_000;
    private static final HashOnSpec USER = new HashOnSpec("X-User", null, null, false);

    private final SplittableRandom random = new SplittableRandom(7);

    private static RouteSpec plain() {
        return SpecShape.with(SpecShape.defaults(RouteSpec.class), "name", "r");
    }

    private static Steering split(@Nullable HashOnSpec stickTo, int... weights) {
        List<ShareSpec> shares = java.util.stream.IntStream.range(0, weights.length)
                .mapToObj(i -> new ShareSpec("u" + i, weights[i]))
                .toList();
        return Objects.requireNonNull(
                Steering.of(SpecShape.with(SpecShape.with(plain(), "split", shares), "stickTo", stickTo)));
    }

    private static Steering canary(String share, List<SignSpec> when, List<SignSpec> unless) {
        RouteSpec usual = SpecShape.with(plain(), "upstream", "usual");
        CanarySpec canary = new CanarySpec("new", when, unless, Ratio.parse(share));
        return Objects.requireNonNull(
                Steering.of(SpecShape.with(SpecShape.with(usual, "canary", canary), "stickTo", USER)));
    }

    private static Supposed user(int number) {
        return with(Map.of("X-User", "user-" + number));
    }

    private static Supposed with(Map<String, String> fields) {
        return new Supposed(Requests.request("GET", "h", "/", fields), InetAddress.getLoopbackAddress(), Instant.EPOCH);
    }

    private double share(Steering steering, int of) {
        int hits = 0;
        for (int i = 0; i < MANY; i++) {
            hits += steering.choose(user(i), random) == of ? 1 : 0;
        }
        return hits / (double) MANY;
    }

    @Test
    void aSplitByChanceKeepsItsShares() {
        Steering split = split(null, 70, 0, 30);
        assertThat(share(split, 0)).isCloseTo(0.7, within(0.02));
        assertThat(share(split, 1)).isZero();
        assertThat(share(split, 2)).isCloseTo(0.3, within(0.02));
    }

    @Property(tries = 20)
    void aStickySplitKeepsItsSharesToo(@ForAll @Size(3) List<@IntRange(min = 0, max = 100) Integer> weights) {
        int total = weights.stream().mapToInt(it -> it).sum();
        if (total == 0) {
            return;
        }
        Steering split = split(USER, weights.get(0), weights.get(1), weights.get(2));
        for (int i = 0; i < 3; i++) {
            assertThat(share(split, i)).isCloseTo(weights.get(i) / (double) total, within(0.02));
        }
    }

    @Property(tries = 20)
    void aWeightThatGrowsOnlyTakes(
            @ForAll @IntRange(min = 0, max = 50) int before, @ForAll @IntRange(min = 1, max = 50) int more) {
        Steering small = split(USER, 30, before, 40);
        Steering large = split(USER, 30, before + more, 40);
        for (int i = 0; i < 2_000; i++) {
            int then = small.choose(user(i), random);
            assertThat(large.choose(user(i), random)).isIn(then, 1);
        }
    }

    @Test
    void theSameUserStaysWhereItIs() {
        Steering split = split(USER, 50, 50);
        Steering canary = canary("50%", List.of(), List.of());
        for (int i = 0; i < 500; i++) {
            assertThat(split.choose(user(i), random)).isEqualTo(split.choose(user(i), random));
            assertThat(canary.choose(user(i), random)).isEqualTo(canary.choose(user(i), random));
        }
    }

    @Property(tries = 30)
    void aCanaryThatGrowsSendsNobodyBack(
            @ForAll @IntRange(min = 0, max = 9_000) int share, @ForAll @IntRange(min = 1, max = 1_000) int more) {
        Steering before = canary(new Ratio(share).toString(), List.of(), List.of());
        Steering after = canary(new Ratio(share + more).toString(), List.of(), List.of());
        for (int i = 0; i < 2_000; i++) {
            if (before.choose(user(i), random) == 0) {
                assertThat(after.choose(user(i), random)).isZero();
            }
        }
    }

    @Test
    void aCanaryHasItsShareAndAllOrNothingAtTheEnds() {
        assertThat(share(canary("5%", List.of(), List.of()), 0)).isCloseTo(0.05, within(0.01));
        assertThat(share(canary("0%", List.of(), List.of()), 0)).isZero();
        assertThat(share(canary("100%", List.of(), List.of()), 0)).isEqualTo(1);
    }

    @Test
    void signsDecideBeforeTheShareAndTheOnesAgainstBeforeTheOnesFor() {
        SignSpec asks = new SignSpec("X-Canary", null, "always");
        SignSpec cookie = new SignSpec(null, "beta", null);
        SignSpec never = new SignSpec("X-Canary", null, "never");
        Steering none = canary("0%", List.of(asks, cookie), List.of());
        assertThat(none.choose(with(Map.of("X-Canary", "always")), random)).isZero();
        assertThat(none.choose(with(Map.of("X-Canary", "Always")), random)).isOne();
        assertThat(none.choose(with(Map.of("Cookie", "a=b; beta=1")), random)).isZero();
        assertThat(none.choose(with(Map.of("Cookie", "a=beta")), random)).isOne();
        Steering all = canary("100%", List.of(cookie), List.of(never));
        assertThat(all.choose(with(Map.of("X-Canary", "never", "Cookie", "beta=1")), random))
                .isOne();
    }

    @Test
    void whoLacksTheTraitGoesByChance() {
        Steering canary = canary("50%", List.of(), List.of());
        long hits = java.util.stream.IntStream.range(0, 1_000)
                .filter(i -> canary.choose(with(Map.of()), random) == 0)
                .count();
        assertThat(hits).isBetween(400L, 600L);
    }

    @Test
    void theOutlookSaysWhereAndWhy() {
        Steering canary = canary("100%", List.of(new SignSpec("X-Canary", null, null)), List.of());
        Outlook byShare = canary.outlook(user(1));
        assertThat(byShare.upstream()).isEqualTo("new");
        assertThat(byShare.reasons()).containsExactly("to the canary, as its header X-User is within 100%");
        assertThat(canary.outlook(with(Map.of("X-Canary", "x"))).reasons())
                .containsExactly("to the canary, as it has header X-Canary");
        assertThat(split(null, 1, 3).outlook(user(1)))
                .isEqualTo(new Outlook(null, List.of("split: u0 1 of 4, u1 3 of 4; by chance")));
        assertThat(split(USER, 0, 3).outlook(user(1)).upstream()).isEqualTo("u1");
    }
}
