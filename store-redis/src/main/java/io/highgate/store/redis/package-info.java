/** Live state in Redis. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis;
