/** Micro-benchmarks of what every request pays for; {@code bench/jmh} runs them. */
@NullMarked
package io.highgate.bench;

import org.jspecify.annotations.NullMarked;
