package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;
import java.time.Duration;
import java.util.List;

/** How DNS is asked for the endpoints of upstreams. Immutable. */
@Doc("How DNS is asked where upstreams discover their endpoints by it.")
public record DnsSpec(
        @Doc("The servers, asked in this order, as 10.0.0.2:53; those of /etc/resolv.conf when left out.")
        List<HostPort> servers,

        @Doc(value = "How long one server may take to answer.", defaultsTo = "2s")
        Duration timeout,

        @Doc(value = "A name is asked for no more often than this, whatever its TTL.", defaultsTo = "1s")
        Duration leastTtl,

        @Doc(value = "A name is asked for no less often than this, whatever its TTL.", defaultsTo = "5m")
        Duration mostTtl,

        @Doc(
                value = "For so long DNS must say that there is nothing under a name until what was known of it is"
                        + " given up. That DNS does not answer gives up nothing.",
                defaultsTo = "1m")
        Duration forgetAfter) {}
