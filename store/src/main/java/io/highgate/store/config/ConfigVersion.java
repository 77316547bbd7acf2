package io.highgate.store.config;

import java.time.Instant;

/**
 * A configuration as it was published. Immutable.
 *
 * @param number from 1, without gaps
 * @param text the files' text in native YAML
 * @param who published it
 * @param at when
 * @param why in the words of who published it
 */
public record ConfigVersion(long number, String text, String who, Instant at, String why) {}
