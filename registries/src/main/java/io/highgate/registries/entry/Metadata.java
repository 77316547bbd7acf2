package io.highgate.registries.entry;

import io.highgate.wire.cell.Instance;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an instance says besides where it is, by name. Numbers and flags become texts; other values, names
 * longer than {@link #LONGEST_NAME}, values longer than {@link #LONGEST_VALUE} and whatever comes behind
 * {@link #MOST} members in the order of their names are passed over. Immutable.
 */
public record Metadata(Map<String, String> members) {

    static final int MOST = 64;
    static final int LONGEST_NAME = 128;
    static final int LONGEST_VALUE = 1_024;

    public Metadata {
        members = Collections.unmodifiableMap(new TreeMap<>(members));
    }

    /** Out of a JSON value; nothing, if it is no object. */
    public static Metadata of(@Nullable Object json) {
        TreeMap<String, String> members = new TreeMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                String text = text(value);
                if (text != null && fits(String.valueOf(name), text)) {
                    members.put(String.valueOf(name), text);
                }
            });
        }
        while (members.size() > MOST) {
            members.pollLastEntry();
        }
        return new Metadata(members);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    private static boolean fits(String name, String value) {
        return name.length() <= LONGEST_NAME && value.length() <= LONGEST_VALUE;
    }

    /** What it says under that name; null if nothing, or only blanks. */
    public @Nullable String said(String name) {
        String value = members.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** What it says under "zone". */
    public @Nullable String zone() {
        return said("zone");
    }

    /** What it says under "version". */
    public @Nullable String version() {
        return said("version");
    }

    /** Whether it says "true" under that name. */
    public boolean says(String name) {
        return "true".equalsIgnoreCase(said(name));
    }

    /** What it says under "weight" if that is a number from 0 to 1000, rounded; otherwise this. */
    public int weightOr(int otherwise) {
        String said = said("weight");
        if (said == null || !said.matches("\\d{1,4}(\\.\\d{1,9})?")) {
            return otherwise;
        }
        double weight = Double.parseDouble(said);
        return weight <= Instance.MOST_WEIGHT ? share(weight) : otherwise;
    }

    /** A weight as a whole number in the bounds that there are; what is more than 0 stays so. */
    public static int share(double weight) {
        if (!(weight > 0)) {
            return 0;
        }
        return Math.clamp(Math.round(weight), 1, Instance.MOST_WEIGHT);
    }
}
