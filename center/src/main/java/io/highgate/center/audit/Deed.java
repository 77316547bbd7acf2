package io.highgate.center.audit;

import org.jspecify.annotations.Nullable;

/**
 * Somebody changes something. Immutable; holds no secrets.
 *
 * @param who as a caller's name
 * @param action as {@code key.rotate}
 * @param subject what it is done to
 * @param before what was there, or null
 * @param after what is there now, or null
 * @param cell the cell that it is about, or null
 * @param requestId of the request that did it
 */
public record Deed(
        String who,
        String action,
        String subject,
        @Nullable String before,
        @Nullable String after,
        @Nullable String cell,
        @Nullable String requestId) {}
