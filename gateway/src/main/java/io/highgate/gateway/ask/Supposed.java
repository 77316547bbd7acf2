package io.highgate.gateway.ask;

import io.highgate.gateway.http.RequestHead;
import java.net.InetAddress;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that nobody has made, to see what would become of it. Confined to one thread.
 *
 * @param captures the captures of the route that was found
 */
public record Supposed(
        RequestHead request, InetAddress client, Instant now, Function<String, @Nullable String> captures)
        implements Asked {

    /** Before a route was found. */
    public Supposed(RequestHead request, InetAddress client, Instant now) {
        this(request, client, now, name -> null);
    }

    /** The same, with what a route has captured. */
    public Supposed with(Function<String, @Nullable String> found) {
        return new Supposed(request, client, now, found);
    }

    @Override
    public String clientAddress() {
        return client.getHostAddress();
    }

    @Override
    public byte[] clientOctets() {
        return client.getAddress();
    }

    @Override
    public @Nullable String capture(String name) {
        return captures.apply(name);
    }
}
