package io.highgate.gateway.ask;

import io.highgate.gateway.http.RequestHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request with what is known around it: who asks, and when. Confined to one event loop. */
public interface Asked {

    RequestHead request();

    /** The client's address as text: the peer's, or the one that trusted proxies name. */
    String clientAddress();

    /** The same, 4 or 16 octets; not to be changed. */
    byte[] clientOctets();

    /** The time of day. */
    Instant now();

    /** What a placeholder of the route's path stands for; null before a route was found. */
    @Nullable
    String capture(String name);
}
