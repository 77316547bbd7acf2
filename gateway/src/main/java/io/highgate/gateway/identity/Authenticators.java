package io.highgate.gateway.identity;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The authenticators of a configuration, by name. Immutable. */
public final class Authenticators {

    private final Map<String, Authenticator> byName;
    private final List<OwnPaths> ownPaths;

    public Authenticators(Map<String, Authenticator> byName) {
        this.byName = Map.copyOf(byName);
        this.ownPaths = byName.values().stream()
                .filter(OwnPaths.class::isInstance)
                .map(OwnPaths.class::cast)
                .toList();
    }

    /** Those with the names, in their order; the names have been checked. */
    List<Authenticator> named(List<String> names) {
        return names.stream().map(this::named).toList();
    }

    /** Those that have paths of their own. */
    List<OwnPaths> withPaths() {
        return ownPaths;
    }

    private Authenticator named(String name) {
        @Nullable Authenticator found = byName.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no authenticator " + name);
        }
        return found;
    }
}
