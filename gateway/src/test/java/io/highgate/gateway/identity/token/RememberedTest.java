package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Finding;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is remembered of tokens. */
class RememberedTest {

    private static final Finding GOOD = new Finding.Refused("stands for any finding");

    private static Remembered.Entry entry(Remembered in, String token, long end) {
        byte[] octets = token.getBytes(StandardCharsets.ISO_8859_1);
        return new Remembered.Entry(in.hash(octets, 0, octets.length), octets, GOOD, GOOD, end, end);
    }

    private static boolean has(Remembered in, String token) {
        byte[] octets = ("xx" + token + "y").getBytes(StandardCharsets.ISO_8859_1);
        long hash = in.hash(octets, 2, octets.length - 1);
        return in.find(hash, octets, 2, octets.length - 1) != null;
    }

    @Test
    void theVerySameOctetsAreFoundWhereverTheyStand() {
        Remembered remembered = new Remembered(100, new SplittableRandom(1));
        remembered.keep(entry(remembered, "token.of.alice", 10));
        assertThat(has(remembered, "token.of.alice")).isTrue();
        assertThat(has(remembered, "token.of.alicf")).isFalse();
        assertThat(has(remembered, "token.of.alice.")).isFalse();
        assertThat(has(remembered, "")).isFalse();
    }

    @Test
    void moreTokensThanThereIsRoomForPushOutThoseThatEndFirst() {
        Remembered remembered = new Remembered(4, new SplittableRandom(1));
        for (int i = 0; i < 1000; i++) {
            remembered.keep(entry(remembered, "token" + i, i));
        }
        int found = 0;
        for (int i = 0; i < 1000; i++) {
            found += has(remembered, "token" + i) ? 1 : 0;
        }
        assertThat(found).isEqualTo(4);
        assertThat(has(remembered, "token999")).isTrue();
    }

    @Test
    void nothingIsRememberedWhereThereIsNoRoom() {
        Remembered remembered = new Remembered(0, new SplittableRandom(1));
        remembered.keep(entry(remembered, "token", 10));
        assertThat(has(remembered, "token")).isFalse();
    }

    @Property(tries = 300)
    void oneOctetMoreOrOtherIsAnotherHash(@ForAll @Size(min = 1, max = 200) byte[] octets, @ForAll int at) {
        TokenHash hash = new TokenHash(0x1234_5678_9abc_def1L, 0x0fed_cba9_8765_4321L);
        long before = hash.of(octets, 0, octets.length);
        assertThat(hash.of(octets.clone(), 0, octets.length)).isEqualTo(before);
        byte[] other = octets.clone();
        other[Math.floorMod(at, other.length)] ^= 1;
        assertThat(hash.of(other, 0, other.length)).isNotEqualTo(before);
        assertThat(hash.of(octets, 0, octets.length - 1)).isNotEqualTo(before);
        assertThat(new TokenHash(0x1234_5678_9abc_def2L, 0x0fed_cba9_8765_4321L).of(octets, 0, octets.length))
                .as("other secrets, another hash")
                .isNotEqualTo(before);
    }
}
