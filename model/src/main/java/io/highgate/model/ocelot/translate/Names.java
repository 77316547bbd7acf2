package io.highgate.model.ocelot.translate;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Hands out each name once; a name that is taken gets a number. Confined to one thread. */
final class Names {

    private final Set<String> taken = new HashSet<>();

    String take(String wanted) {
        String name = wanted;
        for (int number = 2; !taken.add(name); number++) {
            name = wanted + "-" + number;
        }
        return name;
    }

    /** Letters and digits, joined by hyphens. */
    static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return slug.isEmpty() ? "root" : slug;
    }
}
