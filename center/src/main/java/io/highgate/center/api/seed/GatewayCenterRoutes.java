package io.highgate.center.api.seed;

import io.highgate.center.access.Doorkeeper;
import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KnownKeys;
import io.highgate.center.api.route.Route;
import io.highgate.center.audit.Journal;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.enrol.Enrolment;
import io.highgate.store.method.InterfaceStore;
import java.util.List;
import java.util.stream.Stream;

/** What callers of the gateway center ask, all in all; answers come in envelopes. Thread-safe. */
public final class GatewayCenterRoutes {

    private final Means means;

    /** What it works with. */
    public record Means(
            Doorkeeper door,
            KnownKeys known,
            KeyDesk desk,
            Enrolment enrolment,
            InstanceRules rules,
            InterfaceStore interfaces,
            Journal journal) {}

    public GatewayCenterRoutes(Means means) {
        this.means = means;
    }

    /** Its paths. */
    public List<Route> all() {
        BodyKey bodyKey = new BodyKey(means.door());
        DetailRoutes details = new DetailRoutes(
                new DetailRoutes.Means(means.enrolment(), means.rules(), means.known(), means.desk(), bodyKey));
        InterfaceRoutes interfaces = new InterfaceRoutes(means.interfaces(), means.journal(), bodyKey);
        return Stream.of(new KeyGivingRoutes(means.desk()).all(), details.all(), interfaces.all())
                .flatMap(List::stream)
                .toList();
    }
}
