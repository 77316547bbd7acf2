/** Is what people write understood? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis.spec;
