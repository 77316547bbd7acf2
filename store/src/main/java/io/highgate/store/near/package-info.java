/** What is known here of what is kept elsewhere, and serves while that is away? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.near;
