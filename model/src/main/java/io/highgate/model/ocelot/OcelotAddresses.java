package io.highgate.model.ocelot;

import io.highgate.base.unit.AddressRange;
import java.util.List;

/**
 * {@code SecurityOptions} of a route or of all routes: who is blocked, and who is let in if not all
 * others. Immutable.
 *
 * @param allowedWin {@code ExcludeAllowedFromBlocked}
 */
public record OcelotAddresses(List<AddressRange> allowed, List<AddressRange> blocked, boolean allowedWin) {

    public OcelotAddresses {
        allowed = List.copyOf(allowed);
        blocked = List.copyOf(blocked);
    }

    /** A route's own lists win, both together. */
    public OcelotAddresses over(OcelotAddresses general) {
        return isEmpty() ? general : this;
    }

    /** Whether everybody is let in. */
    public boolean isEmpty() {
        return allowed.isEmpty() && blocked.isEmpty();
    }
}
