/** Do the adapters keep on a real Redis what all stores promise? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.redis;
