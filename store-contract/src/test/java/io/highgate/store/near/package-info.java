/** Is what is known here right, and does it serve while the rest is away? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.near;
