package io.highgate.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * A column of text and its bound, as in the migrations: what is too long is refused here, with a message
 * that says so. Immutable.
 *
 * @param most UTF-16 units; PostgreSQL counts characters, which are never more
 */
record Column(String name, int most) {

    /** The value, if it fits. */
    String fitting(String value) {
        if (value.length() > most) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters; at most " + most + " are kept");
        }
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " holds the character U+0000, which PostgreSQL does not keep");
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i)) && !Character.isSupplementaryCodePoint(value.codePointAt(i++))) {
                throw new IllegalArgumentException(name + " holds half a surrogate pair, which is no character");
            }
        }
        return value;
    }

    /** The same for what may be missing. */
    @Nullable
    String fittingOrNull(@Nullable String value) {
        return value == null ? null : fitting(value);
    }
}
