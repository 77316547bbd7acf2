package io.highgate.center.red;

import io.highgate.wire.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many answers there were of each class of status, as far as that was told. Immutable. */
public record Answers(long info, long success, long redirect, long refusal, long failure) {

    static final Answers NONE = new Answers(0, 0, 0, 0, 0);

    private static final List<String> CLASSES = List.of("1xx", "2xx", "3xx", "4xx", "5xx");

    /** One of that status. */
    static Answers of(int status) {
        return switch (status / 100) {
            case 1 -> new Answers(1, 0, 0, 0, 0);
            case 2 -> new Answers(0, 1, 0, 0, 0);
            case 3 -> new Answers(0, 0, 1, 0, 0);
            case 4 -> new Answers(0, 0, 0, 1, 0);
            case 5 -> new Answers(0, 0, 0, 0, 1);
            default -> NONE;
        };
    }

    /** Those without an answer are in none. */
    static Answers read(Fields fields, long total) {
        Fields classes = fields.objectOrNone("status");
        long[] counts = new long[CLASSES.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = classes.numberOr(CLASSES.get(i), 0, Reading.MOST_REQUESTS, 0);
        }
        classes.noOthers(CLASSES.toArray(String[]::new));
        Answers read = new Answers(counts[0], counts[1], counts[2], counts[3], counts[4]);
        if (read.total() > total) {
            fields.wrong("status", "are " + read.total() + " answers, more than total, which is " + total);
        }
        return read;
    }

    long total() {
        return info + success + redirect + refusal + failure;
    }

    Answers plus(Answers other) {
        return new Answers(
                info + other.info,
                success + other.success,
                redirect + other.redirect,
                refusal + other.refusal,
                failure + other.failure);
    }

    Answers minus(Answers other) {
        return new Answers(
                info - other.info,
                success - other.success,
                redirect - other.redirect,
                refusal - other.refusal,
                failure - other.failure);
    }

    /** As {@link #read} takes it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(CLASSES.get(0), info);
        json.put(CLASSES.get(1), success);
        json.put(CLASSES.get(2), redirect);
        json.put(CLASSES.get(3), refusal);
        json.put(CLASSES.get(4), failure);
        return json;
    }
}
