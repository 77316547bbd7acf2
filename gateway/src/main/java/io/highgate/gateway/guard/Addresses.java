package io.highgate.gateway.guard;

import io.highgate.base.unit.AddressRange;
import io.highgate.model.spec.AddressesSpec;
import java.util.List;

/** Which addresses are let in. Immutable. */
final class Addresses {

    private final AddressRange[] allow;
    private final AddressRange[] deny;
    private final boolean allowWins;
    private final int status;

    Addresses(AddressesSpec spec) {
        this.allow = array(spec.allow());
        this.deny = array(spec.deny());
        this.allowWins = spec.allowWins();
        this.status = spec.status();
    }

    private static AddressRange[] array(List<AddressRange> ranges) {
        return ranges.toArray(AddressRange[]::new);
    }

    boolean letsIn(byte[] address) {
        boolean allowed = isIn(allow, address);
        if (isIn(deny, address) && !(allowed && allowWins)) {
            return false;
        }
        return allow.length == 0 || allowed;
    }

    private static boolean isIn(AddressRange[] ranges, byte[] address) {
        for (AddressRange range : ranges) {
            if (range.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /** What who is refused is answered. */
    int status() {
        return status;
    }
}
