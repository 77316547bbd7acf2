package io.highgate.drills.conformance.socket.accelerated;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What Autobahn says of UTF-8 must not depend on who validates: here it is compared with the JDK. */
class Utf8Test {

    private static final int[] INTERESTING = {
        0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee,
        0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    @Test
    void acceptsWhatTheJdkAccepts() {
        Random random = new Random(7);
        int valid = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] octets = new byte[1 + random.nextInt(4)];
            for (int j = 0; j < octets.length; j++) {
                octets[j] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
            }
            Utf8 utf8 = new Utf8();
            boolean accepted = utf8.firstWrong(text(octets)) < 0 && utf8.isComplete();
            assertThat(accepted)
                    .as("%s", java.util.HexFormat.of().formatHex(octets))
                    .isEqualTo(jdkAccepts(octets));
            valid += accepted ? 1 : 0;
        }
        assertThat(valid).isGreaterThan(1_000);
    }

    @Test
    void findsTheFirstOctetThatCannotBeRightHoweverItIsCut() {
        Utf8 utf8 = new Utf8();
        assertThat(utf8.firstWrong("a\u00f0\u0090")).isEqualTo(-1);
        assertThat(utf8.isComplete()).isFalse();
        assertThat(utf8.firstWrong("\u0080\u0080b\u00ed\u00a0\u0080")).isEqualTo(4);
    }

    private static boolean jdkAccepts(byte[] octets) {
        CoderResult result =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets), CharBuffer.allocate(16), true);
        return !result.isError();
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
