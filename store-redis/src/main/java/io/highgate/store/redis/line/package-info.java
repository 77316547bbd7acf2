/** How is Redis asked, what if it does not answer, and how is it found again? (sees Lettuce) */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.line;
