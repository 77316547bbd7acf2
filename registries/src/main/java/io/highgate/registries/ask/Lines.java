package io.highgate.registries.ask;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Cuts octets into lines; what stands behind the last end of a line is no line yet. Confined to one thread. */
final class Lines {

    private final int longest;
    private final Predicate<String> reader;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean wantsMore = true;

    Lines(int longest, Predicate<String> reader) {
        this.longest = longest;
        this.reader = reader;
    }

    /** Reads on, and says whether to go on: neither if a line is too long, nor if the reader has enough. */
    boolean take(ByteBuffer octets) {
        while (octets.hasRemaining() && wantsMore && !isTooLong()) {
            byte octet = octets.get();
            if (octet == '\n') {
                String whole = line.toString(StandardCharsets.UTF_8);
                line.reset();
                wantsMore = reader.test(whole.endsWith("\r") ? whole.substring(0, whole.length() - 1) : whole);
            } else {
                line.write(octet);
            }
        }
        return wantsMore && !isTooLong();
    }

    boolean wantsMore() {
        return wantsMore;
    }

    boolean isTooLong() {
        return line.size() > longest;
    }
}
