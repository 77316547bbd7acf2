package io.highgate.drills.upstreams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A request that has reached an origin, as the origin wrote it down. Immutable.
 *
 * @param nanos when, by the clock that all processes of this machine share
 * @param id what the load called it; "-" for a probe
 */
record Noted(long nanos, String method, String id) {

    /** All that stands in a book; a last line without an end was cut off by a kill and is left out. */
    static List<Noted> in(Path book) {
        try {
            String text = Files.exists(book) ? Files.readString(book, StandardCharsets.ISO_8859_1) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(Noted::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Noted of(String line) {
        String[] parts = line.split(" ", -1);
        return new Noted(Long.parseLong(parts[0]), parts[1], parts[2]);
    }

    boolean isProbe() {
        return id.equals("-");
    }
}
