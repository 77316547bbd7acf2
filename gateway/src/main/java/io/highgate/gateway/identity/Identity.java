package io.highgate.gateway.identity;

import io.highgate.base.time.Ticker;
import io.highgate.store.all.Stores;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/**
 * What finding out who asks needs and what outlives a configuration: stores, and threads for what blocks.
 * Immutable.
 *
 * @param stores users, sessions and what else is kept
 * @param blocking for what blocks or takes long; refuses when it has too much to do
 * @param background for what is due later
 * @param secrets chance that nobody can guess
 */
public record Identity(
        Stores stores,
        Executor blocking,
        ScheduledExecutorService background,
        Ticker ticker,
        InstantSource clock,
        RandomGenerator secrets) {}
