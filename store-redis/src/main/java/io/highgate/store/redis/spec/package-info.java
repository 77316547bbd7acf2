/** Where is Redis, and how is it spoken to? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.spec;
