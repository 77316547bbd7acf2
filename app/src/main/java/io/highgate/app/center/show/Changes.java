package io.highgate.app.center.show;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has changed from one look to the next, a line each. Pure. */
final class Changes {

    private Changes() {}

    /** @param before null at the first look, when everything is just there */
    static List<String> between(@Nullable Map<String, String> before, Map<String, String> now) {
        List<String> lines = new ArrayList<>();
        if (before == null) {
            now.forEach((name, fact) -> lines.add("is       " + name + "  " + fact));
            return lines;
        }
        before.forEach((name, fact) -> {
            if (!now.containsKey(name)) {
                lines.add("gone     " + name + "  was " + fact);
            }
        });
        now.forEach((name, fact) -> {
            String was = before.get(name);
            if (was == null) {
                lines.add("new      " + name + "  " + fact);
            } else if (!was.equals(fact)) {
                lines.add("changed  " + name + "  " + was + " -> " + fact);
            }
        });
        return lines;
    }
}
