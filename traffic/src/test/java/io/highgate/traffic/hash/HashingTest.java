package io.highgate.traffic.hash;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HashingTest {

    /** Values that the reference implementation of XXH64 gives with seed 0. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1"
    })
    void isXxh64(String text, String hash) {
        assertThat(Long.toHexString(Hashing.of(text.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(hash);
    }

    @Property
    void theHashOfATextIsThatOfItsCodeUnits(@ForAll @StringLength(max = 70) String text) {
        // as octets by hand: a charset would replace lone surrogates
        byte[] octets = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            octets[2 * i] = (byte) text.charAt(i);
            octets[2 * i + 1] = (byte) (text.charAt(i) >>> 8);
        }
        assertThat(Hashing.of(text)).isEqualTo(Hashing.of(octets));
        assertThat(Hashing.of(CharBuffer.wrap(text))).isEqualTo(Hashing.of(octets));
    }

    @Property
    void aPieceOfAnArrayHasTheHashOfThePiece(
            @ForAll @StringLength(max = 70) String text, @ForAll @IntRange(min = 0, max = 20) int before) {
        byte[] piece = text.getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[before + piece.length + 3];
        System.arraycopy(piece, 0, whole, before, piece.length);
        assertThat(Hashing.of(whole, before, piece.length)).isEqualTo(Hashing.of(piece));
    }

    @Test
    void aPieceBeyondTheArrayIsRefused() {
        byte[] four = new byte[4];
        assertThatThrownBy(() -> Hashing.of(four, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Hashing.of(four, -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Hashing.of(four, 0, -3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** On average half of the bits change with one bit of the number. */
    @Property
    void mixingSpreadsEveryBit(@ForAll long number, @ForAll @IntRange(min = 0, max = 63) int bit) {
        int changed = Long.bitCount(Hashing.mix(number) ^ Hashing.mix(number ^ 1L << bit));
        assertThat(changed).isBetween(8, 56);
    }

    @Property
    void aDrawIsBelowItsBound(@ForAll long draw, @ForAll @LongRange(min = 1, max = (1L << 62) - 1) long bound) {
        assertThat(Draw.below(draw, bound)).isBetween(0L, bound - 1);
        assertThat(Draw.unit(draw)).isGreaterThanOrEqualTo(0).isLessThan(1);
    }

    @Test
    void drawsReachBothEnds() {
        assertThat(Draw.below(-1, 10)).isEqualTo(9);
        assertThat(Draw.below(0, 10)).isZero();
        assertThat(Draw.unit(-1)).isLessThan(1).isGreaterThan(0.999);
    }
}
