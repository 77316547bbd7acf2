/** What does every adapter of a store promise? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.contract;
