package io.highgate.traffic.limit;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetersTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Meters meters = new Meters(LimitSettings.bucket(1, SECOND), 3);

    private boolean admitted(String key, long now) {
        return !Taken.isRefused(meters.take(key, 1, now));
    }

    @Test
    void eachKeyHasItsOwn() {
        assertThat(admitted("a", 0)).isTrue();
        assertThat(admitted("a", 0)).isFalse();
        assertThat(admitted("b", 0)).isTrue();
        assertThat(meters.keys()).isEqualTo(2);
    }

    @Test
    void beyondTheMostTheyShareOne() {
        for (String key : new String[] {"a", "b", "c"}) {
            assertThat(admitted(key, 0)).isTrue();
        }
        assertThat(admitted("d", 0)).isTrue();
        assertThat(admitted("e", 0)).isFalse();
        assertThat(meters.keys()).isEqualTo(3);
        assertThat(meters.crowded()).isEqualTo(2);
    }

    @Test
    void whatIsForgottenMakesRoom() {
        for (String key : new String[] {"a", "b", "c"}) {
            admitted(key, 0);
        }
        for (String key : new String[] {"d", "e", "f"}) {
            assertThat(admitted(key, SECOND.toNanos())).isTrue();
        }
        assertThat(meters.crowded()).isZero();
        assertThat(meters.keys()).isLessThanOrEqualTo(3);
    }
}
