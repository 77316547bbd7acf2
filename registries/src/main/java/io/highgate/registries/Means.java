package io.highgate.registries;

import io.highgate.base.time.Ticker;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;

/**
 * What registries are asked with.
 *
 * @param threads one is taken for each thing that is followed, and sleeps most of the time: virtual ones
 * @param random for jitter; thread-safe, or only asked one at a time
 */
public record Means(Ticker ticker, ThreadFactory threads, RandomGenerator random) {}
