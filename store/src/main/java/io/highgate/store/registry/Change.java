package io.highgate.store.registry;

import org.jspecify.annotations.Nullable;

/**
 * One change of the registry. Changes are numbered without gaps, alike for all who follow. Immutable.
 *
 * @param epoch names the count; another one after the store has lost it
 * @param seq its number
 * @param key of the entry
 * @param entry as it is now, or null when it is gone
 */
public record Change(
        String epoch, long seq, String key, @Nullable Entry entry) {}
