package io.highgate.traffic.balance.sticky;

import io.highgate.traffic.balance.sticky.Stuck.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StickyCookieTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(20));

    private final StickyCookie cookie = with("a secret of many octets");

    private static StickyCookie with(String key) {
        return new StickyCookie(key.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void whatWasEncodedIsDecoded(
            @ForAll long id, @ForAll @LongRange(min = 1_767_225_601, max = 9_999_999_999L) long until) {
        String value = cookie.encode(id, Instant.ofEpochSecond(until));
        assertThat(value).hasSize(StickyCookie.LENGTH).matches("[A-Za-z0-9_-]+");
        assertThat(cookie.decode(value, NOW)).isEqualTo(new Stuck.To(id, Instant.ofEpochSecond(until)));
        assertThat(with("a secret of many octets").decode(value, NOW)).isInstanceOf(Stuck.To.class);
    }

    @Test
    void itsTimeIsOverAtItsSecond() {
        String value = cookie.encode(7, LATER);
        assertThat(cookie.decode(value, LATER.minusNanos(1))).isEqualTo(new Stuck.To(7, LATER));
        assertThat(cookie.decode(value, LATER)).isEqualTo(Refused.EXPIRED);
        assertThat(cookie.decode(value, Instant.MAX)).isEqualTo(Refused.EXPIRED);
    }

    @Property
    void noBitCanBeChanged(@ForAll long id, @ForAll @IntRange(min = 0, max = 33 * 8 - 1) int bit) {
        byte[] octets = Base64.getUrlDecoder().decode(cookie.encode(id, LATER));
        octets[bit / 8] ^= (byte) (1 << bit % 8);
        String changed = Base64.getUrlEncoder().encodeToString(octets);
        assertThat(cookie.decode(changed, NOW)).isEqualTo(bit < 8 ? Refused.MALFORMED : Refused.FORGED);
    }

    @Test
    void whatAnotherKeySignedIsForged() {
        String foreign = with("another secret of many").encode(7, LATER);
        assertThat(cookie.decode(foreign, NOW)).isEqualTo(Refused.FORGED);
    }

    /** The number of an endpoint is made with the same key; it must not pass for a signature. */
    @Test
    void theEndOfOneIsNotTheEndOfAnother() {
        String first = cookie.encode(1, LATER);
        String second = cookie.encode(2, LATER);
        assertThat(cookie.decode(first.substring(0, 22) + second.substring(22), NOW))
                .isEqualTo(Refused.FORGED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "10.0.0.1:8080",
                "AQAAAAAAAAAHAAAAAGlVvbA",
                "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==",
                "\u00e4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void garbageIsMalformed(String value) {
        assertThat(cookie.decode(value, NOW)).isEqualTo(Refused.MALFORMED);
    }

    @Test
    void whatIsTooLongIsNotRead() {
        String value = cookie.encode(7, LATER);
        assertThat(cookie.decode(value + "A", NOW)).isEqualTo(Refused.TOO_LONG);
        assertThat(cookie.decode(value.repeat(100_000), NOW)).isEqualTo(Refused.TOO_LONG);
    }

    @Property
    void noTextIsAnException(@ForAll @StringLength(max = 60) String value) {
        assertThat(cookie.decode(value, NOW)).isInstanceOf(Refused.class);
    }

    @Property
    void noTextOfTheRightLengthIsAnException(@ForAll @StringLength(StickyCookie.LENGTH) String value) {
        assertThat(cookie.decode(value, NOW)).isInstanceOf(Refused.class);
    }

    /** Signed by us all the same: a time that is none must not throw. */
    @Test
    void anExtremeTimeIsBorne() {
        assertThat(cookie.decode(cookie.encode(7, Instant.MAX), NOW)).isInstanceOf(Stuck.To.class);
        assertThat(cookie.decode(cookie.encode(7, Instant.MIN), NOW)).isEqualTo(Refused.EXPIRED);
    }

    @Test
    void theNumberOfAnEndpointHangsOnTheKey() {
        long id = cookie.idOf("10.0.0.1:8080");
        assertThat(with("a secret of many octets").idOf("10.0.0.1:8080")).isEqualTo(id);
        assertThat(cookie.idOf("10.0.0.1:8081")).isNotEqualTo(id);
        assertThat(with("another secret of many").idOf("10.0.0.1:8080")).isNotEqualTo(id);
    }

    @Test
    void aShortKeyIsRefusedAndNotShown() {
        assertThatThrownBy(() -> with("fifteen octets!"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16")
                .hasMessageNotContaining("fifteen");
    }
}
