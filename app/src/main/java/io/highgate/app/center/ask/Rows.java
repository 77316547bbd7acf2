package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Items of a center's lists as records. Members that a newer center may send are passed over. Pure. */
public final class Rows {

    /** A cell, and how many instances of it are in which state. */
    public record CellRow(String cell, long instances, long up, long down, long draining) {
        static CellRow from(Fields fields) {
            return new CellRow(
                    fields.text("cell"),
                    count(fields, "instances"),
                    count(fields, "up"),
                    count(fields, "down"),
                    count(fields, "draining"));
        }
    }

    /**
     * An instance.
     *
     * @param state up, down, draining, or what a newer center says
     * @param lease in milliseconds; 0 if it stays for good
     */
    public record InstanceRow(Instance instance, String state, long lease) {
        static InstanceRow from(Fields fields) {
            return new InstanceRow(Instance.from(fields), fields.text("state"), count(fields, "lease"));
        }
    }

    /**
     * A service key.
     *
     * @param role of an operator's key, or empty
     * @param safeSecret told once after it was made, else empty
     */
    public record KeyRow(
            String safeKey,
            String kind,
            String subject,
            String role,
            String group,
            boolean enabled,
            long generation,
            String created,
            String safeSecret) {
        static KeyRow from(Fields fields) {
            return new KeyRow(
                    fields.text("safeKey"),
                    fields.text("kind"),
                    fields.text("subject"),
                    or(fields, "role"),
                    or(fields, "group"),
                    fields.flagOr("enabled", true),
                    count(fields, "generation"),
                    fields.text("created"),
                    or(fields, "safeSecret"));
        }

        @Override
        public String toString() {
            return "key " + safeKey;
        }
    }

    /** An entry of the audit log; what it does not say is empty. */
    public record AuditRow(
            String at, String who, String action, String subject, String before, String after, String requestId) {
        static AuditRow from(Fields fields) {
            return new AuditRow(
                    fields.text("at"),
                    fields.text("who"),
                    fields.text("action"),
                    fields.text("subject"),
                    or(fields, "before"),
                    or(fields, "after"),
                    or(fields, "requestId"));
        }
    }

    private Rows() {}

    public static List<CellRow> cells(Listing listing) throws NotDone {
        return all(listing, CellRow::from);
    }

    public static List<InstanceRow> instances(Listing listing) throws NotDone {
        return all(listing, InstanceRow::from);
    }

    public static List<KeyRow> keys(Listing listing) throws NotDone {
        return all(listing, KeyRow::from);
    }

    public static List<AuditRow> audit(Listing listing) throws NotDone {
        return all(listing, AuditRow::from);
    }

    /** One instance. */
    public static InstanceRow instance(Map<String, @Nullable Object> item) throws NotDone {
        return instances(new Listing(List.of(item), false)).getFirst();
    }

    /** One key. */
    public static KeyRow key(Map<String, @Nullable Object> item) throws NotDone {
        return keys(new Listing(List.of(item), false)).getFirst();
    }

    private static <R> List<R> all(Listing listing, Function<Fields, R> one) throws NotDone {
        List<R> rows = new ArrayList<>();
        LinkedHashSet<String> problems = new LinkedHashSet<>();
        for (Map<String, @Nullable Object> item : listing.items()) {
            try {
                Fields fields = Fields.of(item);
                rows.add(one.apply(fields));
                problems.addAll(fields.problems());
            } catch (JsonException e) {
                throw new IllegalStateException("a map is an object", e);
            }
        }
        if (problems.isEmpty()) {
            return List.copyOf(rows);
        }
        String what = "the answer is not a center's, or one of another version";
        throw new NotDone(Why.AWAY, what, problems.stream().limit(10).toList());
    }

    private static long count(Fields fields, String name) {
        return fields.number(name, 0, Long.MAX_VALUE);
    }

    private static String or(Fields fields, String name) {
        String found = fields.textOr(name, null);
        return found == null ? "" : found;
    }
}
