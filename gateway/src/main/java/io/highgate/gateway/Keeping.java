package io.highgate.gateway;

import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.all.Stores;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * What identity and limits are made with.
 *
 * @param stores opens what the configuration names; waits for no server
 * @param blocking for what blocks or takes long; refuses when it has too much to do
 * @param secrets chance that nobody can guess
 * @param cpu how much of the host's processors is in use, 0 to 1; negative where that is not known
 */
public record Keeping(
        Function<GatewaySpec, Stores> stores, Executor blocking, RandomGenerator secrets, DoubleSupplier cpu) {}
