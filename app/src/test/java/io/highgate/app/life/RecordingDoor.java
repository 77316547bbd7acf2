package io.highgate.app.life;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.gateway.Publication;
import io.highgate.model.spec.GatewaySpec;
import java.util.ArrayList;
import java.util.List;

/** A door that remembers what came to it, and refuses routes named "refuse me". */
final class RecordingDoor implements Door {

    final List<String> published = new ArrayList<>();
    final List<Problem> refused = new ArrayList<>();

    @Override
    public Publication publish(GatewaySpec spec) {
        String route = spec.routes().getFirst().name();
        if (route.equals("refuse me")) {
            return new Publication.Refused(List.of(Problem.error(Place.of("test"), "refused")));
        }
        if (!published.isEmpty() && published.getLast().equals(route)) {
            return new Publication.Unchanged(published.size());
        }
        published.add(route);
        return new Publication.Accepted(published.size());
    }

    @Override
    public void refused(List<Problem> problems, String source) {
        refused.addAll(problems);
    }
}
