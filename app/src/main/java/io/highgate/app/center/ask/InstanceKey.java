package io.highgate.app.center.ask;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An instance's name among all instances: {@code cell/id}. Immutable. */
public record InstanceKey(String cell, String id) {

    /** As much as can stand in a path; the center knows better what a name is. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9][^/\\s]{0,127})/([A-Za-z0-9\\[][^/\\s]{0,255})");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static InstanceKey parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the key of an instance: write cell/id, as orders/10.0.0.7:9001");
        }
        return new InstanceKey(form.group(1).toLowerCase(Locale.ROOT), form.group(2));
    }

    @Override
    public String toString() {
        return cell + "/" + id;
    }
}
