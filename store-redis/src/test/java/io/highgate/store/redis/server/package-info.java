/** Real Redis servers, for tests, and what can happen to them. */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.server;
