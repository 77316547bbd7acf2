package io.highgate.center.red;

import io.highgate.center.cells.InstanceRules;
import io.highgate.wire.json.Fields;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Reads what others tell; whatever is wrong is noted in the fields. Stateless. */
public final class Reading {

    /** A thousand million in one report is no report. */
    static final long MOST_REQUESTS = 1_000_000_000;

    private static final int MOST_PATH = 1_024;
    private static final int MOST_WORD = 256;
    private static final double DAY_MS = 86_400_000;
    private static final long LAST_TIME = 253_402_300_799_999L; // the year 9999
    private static final Pattern ID = Pattern.compile("[!-~]{1,128}");

    private Reading() {}

    /** A cell's name, as it is kept. */
    static String cell(Fields fields) {
        String cell = InstanceRules.cellName(fields.text("cell"));
        String problem = cell.isEmpty() ? null : InstanceRules.cellProblem(cell);
        if (problem != null) {
            fields.wrong("cell", problem);
        }
        return cell;
    }

    /**
     * One span.
     *
     * @param now when it ended, if it does not say so itself; milliseconds since 1970
     */
    public static Span span(Fields fields, long now) {
        return span(fields, now, "");
    }

    /** @param gateway that tells of it, if it does not name another one */
    static Span span(Fields fields, long now, String gateway) {
        String trace = id(fields, "trace_id");
        String span = id(fields, "span_id");
        String cell = cell(fields);
        String path = fields.text("path");
        if (path.length() > MOST_PATH) {
            fields.wrong("path", "is " + path.length() + " characters long, more than " + MOST_PATH);
        }
        int status = (int) fields.number("status_code", 100, 599);
        double duration = fields.amount("duration_ms");
        if (duration > DAY_MS) {
            fields.wrong("duration_ms", "is longer than a day");
        }
        long at = fields.numberOr("ts", 0, LAST_TIME, now);
        return new Span(trace, span, cell.intern(), path, status, duration, at, details(fields, gateway));
    }

    /** Each text once, however many spans have it. */
    private static Span.Details details(Fields fields, String gateway) {
        String parent = fields.textOr("parent_id", null);
        if (parent != null && !ID.matcher(parent).matches()) {
            fields.wrong("parent_id", "is not 1 to 128 visible ASCII characters");
        }
        String named = brief(fields, "gateway", MOST_WORD);
        return new Span.Details(
                parent == null ? "" : parent,
                brief(fields, "route", MOST_PATH).intern(),
                brief(fields, "instance", MOST_WORD).intern(),
                brief(fields, "method", MOST_WORD).intern(),
                named.isEmpty() ? gateway : named.intern());
    }

    /** A text that may not be there. */
    static String brief(Fields fields, String name, int most) {
        String text = fields.textOr(name, null);
        if (text != null && text.length() > most) {
            fields.wrong(name, "is " + text.length() + " characters long, more than " + most);
            return "";
        }
        return text == null ? "" : text;
    }

    private static String id(Fields fields, String name) {
        String id = fields.text(name);
        if (!id.isEmpty() && !ID.matcher(id).matches()) {
            fields.wrong(name, "is not 1 to 128 visible ASCII characters");
        }
        return id;
    }

    static Tally tally(Fields fields) {
        String cell = cell(fields);
        String route = brief(fields, "route", MOST_PATH);
        long total = fields.number("total", 0, MOST_REQUESTS);
        long failed = fields.number("failed", 0, MOST_REQUESTS);
        if (failed > total) {
            fields.wrong("failed", "is " + failed + ", more than total, which is " + total);
        }
        Answers answers = Answers.read(fields, total);
        Histogram durations = durations(fields, total);
        long most = total * Durations.MOST;
        long sum = fields.numberOr("sum", 0, most, Math.round(Durations.sum(durations)));
        return new Tally(cell, route, total, failed, answers, sum, durations);
    }

    private static Histogram durations(Fields fields, long total) {
        String text = fields.textOr("durations", null);
        try {
            return text == null ? Durations.none() : Durations.read(text, total);
        } catch (Durations.Broken e) {
            fields.wrong("durations", e.words());
            return Durations.none();
        }
    }
}
