package io.highgate.app.cli;

import io.highgate.app.center.ask.NotDone;
import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.app.center.ask.Rows;
import io.highgate.app.center.ask.Rows.KeyRow;
import io.highgate.app.center.show.Printable;
import io.highgate.wire.json.Json;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a service key together with its secret: on standard output, once, and nowhere else. Stateless. */
final class ShownKey {

    private ShownKey() {}

    static void withSecret(Map<String, @Nullable Object> answer, boolean json, PrintWriter out) throws NotDone {
        KeyRow key = Rows.key(answer);
        if (key.safeSecret().isEmpty()) {
            String what = "the center made " + key + ", and did not say its secret";
            throw new NotDone(Why.AWAY, what, List.of("Rotate it to get another one."));
        }
        if (json) {
            out.println(Json.write(answer));
        } else {
            String role = key.role().isEmpty() ? "" : " (" + key.role() + ")";
            out.println("The key of " + Printable.text(key.kind() + " " + key.subject() + role)
                    + ", whose secret is shown only now:");
            out.println();
            out.println("  safeKey     " + Printable.text(key.safeKey()));
            out.println("  safeSecret  " + Printable.text(key.safeSecret()));
        }
        out.flush();
    }
}
