package io.highgate.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * A resolver for this module's tests: names that end in {@code .hangs.test} are not answered until
 * {@link #release}, all others by the platform's own. Thread-safe.
 */
public final class HangingNames extends InetAddressResolverProvider {

    private static final CountDownLatch RELEASED = new CountDownLatch(1);

    /** From now on such names do not resolve, at once. */
    static void release() {
        RELEASED.countDown();
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        InetAddressResolver own = configuration.builtinResolver();
        return new InetAddressResolver() {
            @Override
            public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
                if (!host.endsWith(".hangs.test")) {
                    return own.lookupByName(host, policy);
                }
                try {
                    RELEASED.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(host);
            }

            @Override
            public String lookupByAddress(byte[] address) throws UnknownHostException {
                return own.lookupByAddress(address);
            }
        };
    }

    @Override
    public String name() {
        return "hanging names";
    }
}
