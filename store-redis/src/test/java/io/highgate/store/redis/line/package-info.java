/** What becomes of commands when Redis fails? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.line;
