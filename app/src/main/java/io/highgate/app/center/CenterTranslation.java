package io.highgate.app.center;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.center.access.Issuer;
import io.highgate.center.access.Role;
import io.highgate.center.evict.GuardRules;
import io.highgate.center.patrol.PatrolRules;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.GovernanceSpec;
import io.highgate.wire.cell.Instance;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the configuration says, as the center has it. Pure. */
final class CenterTranslation {

    private CenterTranslation() {}

    static PatrolRules patrol(GovernanceSpec.PatrolSpec spec) {
        return new PatrolRules(
                spec.interval(),
                spec.timeout(),
                spec.threshold(),
                spec.again(),
                PatrolRules.USUAL.suspicious(),
                spec.atOnce());
    }

    static GuardRules guard(GovernanceSpec.GuardSpec spec) {
        return new GuardRules(
                spec.ofAll(), spec.ofCell(), spec.least(), spec.window(), GuardRules.USUAL.hearing(), spec.longest());
    }

    static @Nullable Issuer issuer(GovernanceSpec.@Nullable OperatorsSpec spec) {
        if (spec == null) {
            return null;
        }
        Map<String, Role> roles = new HashMap<>();
        for (Role role : Role.values()) {
            if (spec.roles().isEmpty()) {
                roles.put(role.word(), role);
            }
        }
        spec.roles().forEach((theirs, ours) -> {
            Role role = Role.of(ours);
            if (role != null) {
                roles.put(theirs, role);
            }
        });
        return new Issuer(spec.issuer(), spec.audience(), URI.create(spec.keys()), spec.rolesClaim(), roles);
    }

    /** The instances of cells that the configuration or the environment names. */
    static List<Instance> named(GatewaySpec spec) {
        List<Instance> named = new ArrayList<>();
        spec.upstreams().forEach((cell, upstream) -> {
            if (upstream.cell()) {
                upstream.endpoints().forEach(it -> {
                    Instance at =
                            Instance.at(cell, it.address().host(), it.address().port());
                    boolean tls = upstream.tls() != null || it.url().scheme() == EndpointUrl.Scheme.HTTPS;
                    named.add(new Instance(
                            cell,
                            at.id(),
                            at.host(),
                            at.port(),
                            tls,
                            Math.min(it.weight(), Instance.MOST_WEIGHT),
                            it.zone(),
                            null,
                            List.of(),
                            Instance.USUAL_HEALTH,
                            Map.of()));
                });
            }
        });
        return named;
    }
}
