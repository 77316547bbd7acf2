package io.highgate.gateway.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Gives octets to a reader in any pieces, and says how that ended. Stateless. */
final class Feed {

    private Feed() {}

    /** A reader of any kind. */
    @FunctionalInterface
    interface Reader {
        ReadResult read(ByteBuf in);
    }

    /** How it ended, and what was left for the next message. */
    record Outcome(ReadResult result, String left) {}

    static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Outcome all(Reader reader, String text) {
        return pieces(reader, octets(text), List.of());
    }

    /** Cuts the octets at the given places (modulo their number) and feeds piece after piece. */
    static Outcome pieces(Reader reader, byte[] octets, List<Integer> cuts) {
        int[] ends = cuts.stream()
                .mapToInt(cut -> Math.floorMod(cut, octets.length + 1))
                .sorted()
                .toArray();
        ends = Arrays.copyOf(ends, ends.length + 1);
        ends[ends.length - 1] = octets.length;
        int start = 0;
        for (int end : ends) {
            ByteBuf piece = Unpooled.copiedBuffer(octets, start, end - start);
            try {
                ReadResult result = reader.read(piece);
                if (result != ReadResult.MORE) {
                    int taken = start + piece.readerIndex();
                    return new Outcome(
                            result, new String(octets, taken, octets.length - taken, StandardCharsets.ISO_8859_1));
                }
                assertThat(piece.isReadable())
                        .as("a reader that wants more takes all")
                        .isFalse();
            } finally {
                piece.release();
            }
            start = end;
        }
        return new Outcome(ReadResult.MORE, "");
    }
}
