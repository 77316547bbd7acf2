/** Does the registry in Redis keep what it promises, whatever becomes of Redis? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.registry;
