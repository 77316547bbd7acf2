/**
 * Load at a fixed rate, for {@code bench/compare}. The tools that Debian has pace in steps of
 * milliseconds, and so measure the length of their own bursts.
 */
@NullMarked
package io.highgate.bench.load;

import org.jspecify.annotations.NullMarked;
