package io.highgate.registries.entry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of JSON that others wrote, some of them in their own way: numbers and flags may stand in quotes,
 * a list of one may be without its brackets, and anything may be missing. Immutable.
 */
public record Loose(@Nullable Object value) {

    /** The member of that name; nothing, if there is none, or this is no object. */
    public Loose at(String name) {
        return new Loose(value instanceof Map<?, ?> map ? map.get(name) : null);
    }

    /** The elements of a list; an object stands for a list with itself. */
    public List<Loose> each() {
        return switch (value) {
            case List<?> list -> list.stream().map(Loose::new).toList();
            case Map<?, ?> _ -> List.of(this);
            case null, default -> List.of();
        };
    }

    public boolean isObject() {
        return value instanceof Map<?, ?>;
    }

    public boolean isList() {
        return value instanceof List<?>;
    }

    public boolean isNothing() {
        return value == null;
    }

    /** A text without blanks around it, or a number or flag as text; empty if it is none of them. */
    public String text() {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? value.toString().strip()
                : "";
    }

    /** A whole number of at most 18 digits, or this. */
    public long numberOr(long otherwise) {
        String digits = text();
        return digits.matches("-?\\d{1,18}") ? Long.parseLong(digits) : otherwise;
    }

    /** Whether it is true. */
    public boolean isTrue() {
        return "true".equalsIgnoreCase(text());
    }
}
