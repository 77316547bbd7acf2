package io.highgate.wire.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, taken out one by one; whatever is wrong is noted with its path, so that
 * whoever wrote it hears of everything at once. A member that is missing or wrong yields a harmless value:
 * ask {@link #problems} before using any. Confined to one thread.
 */
public final class Fields {

    private final String path;
    private final Map<String, @Nullable Object> members;
    private final List<String> problems;
    private final TreeSet<String> unasked;

    private Fields(String path, Map<String, @Nullable Object> members, List<String> problems) {
        this.path = path;
        this.members = members;
        this.problems = problems;
        this.unasked = new TreeSet<>(members.keySet());
    }

    /**
     * The members of a text's object.
     *
     * @throws JsonException if it is not JSON, or not an object
     */
    public static Fields read(String text) throws JsonException {
        return of(Json.read(text));
    }

    /**
     * The members of an object.
     *
     * @throws JsonException if it is not an object
     */
    public static Fields of(@Nullable Object value) throws JsonException {
        if (value instanceof Map<?, ?> map) {
            return new Fields("", copy(map), new ArrayList<>());
        }
        throw new JsonException("there is " + kind(value) + " where an object should be");
    }

    private static Map<String, @Nullable Object> copy(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    /** What is wrong so far, each with its path. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Notes that a member is wrong, in a way that only who asks for it knows. */
    public void wrong(String name, String right) {
        problems.add(path + name + ": " + right);
    }

    /** All members, also those that nobody asks for, as JSON, in the order in which they were read. */
    public String spelling() {
        return Json.write(members);
    }

    public boolean has(String name) {
        return members.get(name) != null;
    }

    private @Nullable Object take(String name) {
        unasked.remove(name);
        return members.get(name);
    }

    /** A text that must be there and not be blank. */
    public String text(String name) {
        String found = textOr(name, null);
        if (found == null || found.isBlank()) {
            if (members.get(name) == null || found != null) {
                wrong(name, "is missing; it is a text");
            }
            return "";
        }
        return found;
    }

    /** A text, or this. */
    public @Nullable String textOr(String name, @Nullable String otherwise) {
        Object found = take(name);
        if (found == null || found instanceof String) {
            return found == null ? otherwise : (String) found;
        }
        wrong(name, "is " + kind(found) + ", not a text");
        return otherwise;
    }

    /** A whole number in these bounds, that must be there. */
    public long number(String name, long least, long most) {
        if (members.get(name) == null) {
            take(name);
            wrong(name, "is missing; it is a whole number from " + least + " to " + most);
            return least;
        }
        return numberOr(name, least, most, least);
    }

    /** A whole number in these bounds, or this. */
    public long numberOr(String name, long least, long most, long otherwise) {
        Object found = take(name);
        if (found == null) {
            return otherwise;
        }
        if (found instanceof Long number && number >= least && number <= most) {
            return number;
        }
        wrong(name, "is " + said(found) + ", not a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** A number of at least 0, that must be there. */
    public double amount(String name) {
        Object found = take(name);
        if (found instanceof Number number && number.doubleValue() >= 0) {
            return number.doubleValue();
        }
        wrong(name, found == null ? "is missing; it is a number" : "is " + said(found) + ", not a number of 0 or more");
        return 0;
    }

    /** True or false, or this. */
    public boolean flagOr(String name, boolean otherwise) {
        Object found = take(name);
        if (found == null || found instanceof Boolean) {
            return found == null ? otherwise : (Boolean) found;
        }
        wrong(name, "is " + kind(found) + ", not true or false");
        return otherwise;
    }

    /** Texts; none if nothing is there. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object value : list(name)) {
            if (value instanceof String text) {
                texts.add(text);
            } else {
                wrong(name + "[" + texts.size() + "]", "is " + kind(value) + ", not a text");
                return List.of();
            }
        }
        return List.copyOf(texts);
    }

    /** Texts by name; none if nothing is there. */
    public Map<String, String> textsByName(String name) {
        Object found = take(name);
        Map<String, String> texts = new LinkedHashMap<>();
        if (found instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (value instanceof String text) {
                    texts.put(String.valueOf(key), text);
                } else {
                    wrong(name + "." + key, "is " + kind(value) + ", not a text");
                }
            });
        } else if (found != null) {
            wrong(name, "is " + kind(found) + ", not an object");
        }
        return texts;
    }

    /** The objects of a list, none if nothing is there; what is wrong in them is noted here. */
    public List<Fields> objects(String name) {
        List<Fields> objects = new ArrayList<>();
        for (Object value : list(name)) {
            String place = name + "[" + objects.size() + "]";
            if (value instanceof Map<?, ?> map) {
                objects.add(new Fields(path + place + ".", copy(map), problems));
            } else {
                wrong(place, "is " + kind(value) + ", not an object");
                return List.of();
            }
        }
        return objects;
    }

    /** An object, without members if nothing is there; what is wrong in it is noted here. */
    public Fields objectOrNone(String name) {
        Object found = take(name);
        if (found instanceof Map<?, ?> map) {
            return new Fields(path + name + ".", copy(map), problems);
        }
        if (found != null) {
            wrong(name, "is " + kind(found) + ", not an object");
        }
        return new Fields(path + name + ".", Map.of(), problems);
    }

    private List<?> list(String name) {
        Object found = take(name);
        if (found == null || found instanceof List<?>) {
            return found == null ? List.of() : (List<?>) found;
        }
        wrong(name, "is " + kind(found) + ", not a list");
        return List.of();
    }

    /** Notes the members that nobody asked for: for messages that people write, where they are slips. */
    public Fields noOthers(String... known) {
        unasked.forEach(it -> wrong(it, "is not known here; known are " + String.join(", ", known)));
        return this;
    }

    /** A number itself; of anything else only its kind, for it may be long, or a secret. */
    private static String said(Object found) {
        return found instanceof Number ? found.toString() : kind(found);
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        return value instanceof String ? "a text" : value instanceof Boolean ? "true or false" : "a number";
    }
}
