package io.highgate.model.spec;

import io.highgate.base.unit.AddressRange;
import java.util.List;

/** Clients that are let in, and those that are not. Immutable. */
@Doc("""
        Clients that are let in, and those that are not, by address: 10.0.0.7, 10.0.0.7-10.0.0.9, 10.0.0.0/24, \
        10.0.0.0/255.255.255.0, and the same of IPv6. Behind proxies it is the client's address that \
        forwarding.trustedProxies make known.""")
public record AddressesSpec(
        @Doc("Clients that are let in; everybody who is not denied when left out.")
        List<AddressRange> allow,

        @Doc("Clients that are refused.") List<AddressRange> deny,

        @Doc(value = "Whether who is in both lists is let in.", defaultsTo = "false")
        boolean allowWins,

        @Doc(value = "What who is refused is answered.", defaultsTo = "403", min = 400, max = 499)
        int status) {}
