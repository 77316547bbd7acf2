package io.highgate.wire.stream;

import org.jspecify.annotations.Nullable;

/**
 * How far somebody has followed the registry. All centers of one store count alike, so that a gateway
 * can go on at another one. Immutable.
 *
 * @param epoch names the count; another one after the store has lost it
 * @param seq the number of the last change
 */
public record Position(String epoch, long seq) {

    @Override
    public String toString() {
        return epoch + "-" + seq;
    }

    /** Reads what {@link #toString} writes; null for anything else. */
    public static @Nullable Position of(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 1 || dash == text.length() - 1) {
            return null;
        }
        for (int i = dash + 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return new Position(text.substring(0, dash), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }
}
