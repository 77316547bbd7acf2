package io.highgate.center.cells;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Fields;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an instance may say of itself: names that can stand in paths, logs and metrics, and no more than
 * anybody wants to read. Immutable.
 *
 * @param addresses which addresses it may have
 */
public record InstanceRules(AddressRules addresses) {

    /** Of an instance's metadata, all names and values together. */
    public static final int MOST_METADATA = 4_096;

    private static final int MOST_ENTRIES = 32;
    private static final int MOST_WORD = 64;
    private static final int MOST_PROTOCOLS = 8;

    private static final Pattern CELL = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9._:\\[\\]-]{0,127}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._+/-]{0,62}[A-Za-z0-9])?");
    private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,255}");

    /**
     * The rules for somebody who says it from this address: only who is on this machine can mean this machine
     * by loopback.
     */
    public InstanceRules from(String address) {
        boolean here = address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1");
        return here || !addresses.loopback() ? this : new InstanceRules(new AddressRules(false));
    }

    /** A cell's name as it is kept. */
    public static String cellName(String asked) {
        return asked.strip().toLowerCase(Locale.ROOT);
    }

    /** What is wrong with a cell's name, or null. */
    public static @Nullable String cellProblem(String cell) {
        return CELL.matcher(cell).matches() && !cell.contains("..")
                ? null
                : "'" + shown(cell) + "' is not a cell's name: 1 to 63 letters, digits, '.', '_' or '-',"
                        + " a letter or digit first and last";
    }

    /** Notes whatever is wrong with an instance that was read from there. */
    public void check(Instance instance, Fields fields) {
        note(fields, "cell", cellProblem(instance.cell()));
        if (!ID.matcher(instance.id()).matches()) {
            fields.wrong(
                    "id",
                    "'" + shown(instance.id())
                            + "' is not an id: 1 to 128 letters, digits, '.', '_', ':', '-' or brackets");
        }
        if (!instance.host().isEmpty()) {
            note(fields, "host", addresses.problem(instance.host()));
        }
        word(fields, "zone", instance.zone());
        word(fields, "version", instance.version());
        instance.protocols().forEach(it -> word(fields, "protocols", it));
        if (instance.protocols().size() > MOST_PROTOCOLS) {
            fields.wrong("protocols", "are " + instance.protocols().size() + ", more than " + MOST_PROTOCOLS);
        }
        if (!PATH.matcher(instance.health()).matches() || instance.health().startsWith("//")) {
            fields.wrong("health", "'" + shown(instance.health()) + "' is not a path such as /health");
        }
        metadata(instance.metadata(), fields);
    }

    private static void metadata(Map<String, String> metadata, Fields fields) {
        int size = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            size += entry.getKey().length() + entry.getValue().length();
            word(fields, "metadata", entry.getKey());
            if (entry.getValue().chars().anyMatch(c -> Character.isISOControl(c))) {
                fields.wrong("metadata." + shown(entry.getKey()), "has control characters in it");
            }
        }
        if (metadata.size() > MOST_ENTRIES) {
            fields.wrong("metadata", "has " + metadata.size() + " entries, more than " + MOST_ENTRIES);
        }
        if (size > MOST_METADATA) {
            fields.wrong("metadata", "has " + size + " characters, more than " + MOST_METADATA);
        }
    }

    private static void word(Fields fields, String name, @Nullable String value) {
        if (value != null && !WORD.matcher(value).matches()) {
            fields.wrong(name, "'" + shown(value) + "' is not a word: 1 to 64 letters, digits or . _ + / - in between");
        }
    }

    private static void note(Fields fields, String name, @Nullable String problem) {
        if (problem != null) {
            fields.wrong(name, problem);
        }
    }

    /** Foreign text in our own sentences: short, and without what could forge lines. */
    private static String shown(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() <= MOST_WORD ? clean : clean.substring(0, MOST_WORD) + "...";
    }
}
