package io.highgate.gateway.center.red;

import io.highgate.wire.json.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One message to a center, written once: sent again it is the same, and has the same id, by which the center
 * knows that it was counted. Immutable.
 */
record Letter(String body, long requests) {

    /** Kinds, or spans, in a letter: as many as centers take. */
    static final int MOST = 1_000;

    /** Centers take a mebibyte; a character may be three octets. */
    static final int MOST_CHARACTERS = 256 * 1024;

    private static final int DIGITS = 2;

    /**
     * What all letters of an interval have in common.
     *
     * @param ids begins all ids; nobody else's
     * @param to milliseconds since 1970
     */
    record Head(String gateway, String ids, long to) {}

    /** As many letters as it takes. */
    static List<Letter> write(Sums sums, List<Span> spans, Head head) {
        List<Letter> letters = new ArrayList<>();
        Part part = new Part(head, sums.began());
        Histogram durations = new Histogram(DIGITS);
        for (Map.Entry<Kind, Sums.Sum> it : sums.all().entrySet()) {
            String text = Json.write(json(it.getKey(), it.getValue(), durations));
            if (!part.takes(part.cells, text)) {
                letters.add(part.letter(letters.size()));
                part = new Part(head, sums.began());
            }
            part.requests += it.getValue().total();
            part.add(part.cells, text);
        }
        for (Span span : spans) {
            String text = Json.write(span.json());
            if (!part.takes(part.spans, text)) {
                letters.add(part.letter(letters.size()));
                part = new Part(head, sums.began());
            }
            part.add(part.spans, text);
        }
        if (part.characters > 0) {
            letters.add(part.letter(letters.size()));
        }
        return letters;
    }

    /** A status of 400 or more, or none at all, is a failure. */
    private static Map<String, Object> json(Kind kind, Sums.Sum sum, Histogram durations) {
        Map<String, Object> status = new LinkedHashMap<>();
        for (int each = 1; each <= 5; each++) {
            if (sum.count(each) > 0) {
                status.put(each + "xx", sum.count(each));
            }
        }
        durations.reset();
        sum.durations(durations::recordValueWithCount);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", kind.cell());
        json.put("route", kind.route());
        json.put("total", sum.total());
        json.put("failed", sum.count(0) + sum.count(4) + sum.count(5));
        json.put("status", status);
        json.put("durations", packed(durations));
        return json;
    }

    private static String packed(Histogram durations) {
        ByteBuffer buffer = ByteBuffer.allocate(durations.getNeededByteBufferCapacity());
        int length = durations.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    /** A letter that is being written. */
    private static final class Part {

        private final Head head;
        private final long from;
        private final List<String> cells = new ArrayList<>();
        private final List<String> spans = new ArrayList<>();
        private int characters;
        private long requests;

        Part(Head head, long from) {
            this.head = head;
            this.from = from;
        }

        boolean takes(List<String> list, String text) {
            return characters == 0 || list.size() < MOST && characters + text.length() < MOST_CHARACTERS;
        }

        void add(List<String> list, String text) {
            list.add(text);
            characters += text.length() + 1;
        }

        Letter letter(int number) {
            StringBuilder body = new StringBuilder(characters + 256).append("{\"gateway\":");
            Json.write(head.gateway(), body);
            body.append(",\"id\":");
            Json.write(head.ids() + "-" + number, body);
            body.append(",\"from\":")
                    .append(Math.min(from, head.to()))
                    .append(",\"to\":")
                    .append(head.to());
            body.append(",\"cells\":[").append(String.join(",", cells));
            body.append("],\"spans\":[").append(String.join(",", spans)).append("]}");
            return new Letter(body.toString(), requests);
        }
    }
}
