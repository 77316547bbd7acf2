/** What need not be asked for again? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.cache;
