/** How is the registry kept in Redis, and what of it do others find there? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.registry;
