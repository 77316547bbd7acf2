/** What do processes keep together in Redis? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis;
