package io.highgate.gateway.admin;

import io.highgate.gateway.center.Figures;
import io.highgate.gateway.http.Reply;
import org.jspecify.annotations.Nullable;

/** {@code /-/center}: which center is followed, how far, and what was in the way. Stateless. */
final class CenterPage {

    private CenterPage() {}

    static Reply of(Operations.Gateway gateway) {
        Figures figures = gateway.center().get();
        return Json.reply(200, json -> {
            json.writeStartObject();
            json.writeStringProperty("state", state(figures));
            if (figures != null) {
                json.writeStringProperty("center", figures.center());
                json.writeNumberProperty("forSeconds", figures.forNanos() / 1_000_000_000);
                json.writeStringProperty(
                        "from", figures.live() ? "center" : figures.instances() > 0 ? "disk" : "nobody");
                if (figures.at() != null) {
                    json.writeStringProperty("position", figures.at().toString());
                }
                json.writeNumberProperty("cells", figures.cells());
                json.writeNumberProperty("instances", figures.instances());
                json.writeNumberProperty("doubtful", figures.doubtful());
                json.writeNumberProperty("changes", figures.changes());
                json.writeNumberProperty("losses", figures.losses());
                json.writeNumberProperty("reported", figures.reported());
                json.writeNumberProperty("unreported", figures.unreported());
                json.writeNumberProperty("told", figures.told());
                json.writeNumberProperty("untold", figures.untold());
                if (figures.problem() != null) {
                    json.writeStringProperty("problem", figures.problem());
                }
            }
            json.writeEndObject();
        });
    }

    private static String state(@Nullable Figures figures) {
        if (figures == null) {
            return "off";
        }
        return figures.follows() ? "following" : figures.away() ? "away" : "asking";
    }
}
