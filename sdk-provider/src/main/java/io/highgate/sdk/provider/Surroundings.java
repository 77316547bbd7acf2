package io.highgate.sdk.provider;

import io.highgate.sdk.provider.ambient.Ambient;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a provider would otherwise reach for itself, so that tests can hand in other things. Immutable.
 *
 * @param nanos a clock that only goes on
 * @param clock the time of day
 * @param chance from 0 (included) to 1
 * @param threads makes threads that do not keep the JVM from ending
 * @param toCenter makes who asks centers; called on the provider's thread
 * @param toService makes who asks the service itself; called on the provider's thread
 * @param ownAddress of this host towards these centers, or null if it has none yet
 */
record Surroundings(
        LongSupplier nanos,
        InstantSource clock,
        DoubleSupplier chance,
        Function<Runnable, Thread> threads,
        Supplier<Sender> toCenter,
        Supplier<Sender> toService,
        Function<List<URI>, @Nullable String> ownAddress) {

    static Surroundings real() {
        return new Surroundings(
                Ambient::nanos,
                Ambient::now,
                Ambient::chance,
                Ambient::daemon,
                HttpSender::strict,
                HttpSender::trusting,
                OwnAddress::towards);
    }
}
