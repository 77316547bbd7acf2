/** Which interfaces does a cell offer, with which methods? */
@org.jspecify.annotations.NullMarked
package io.highgate.store.method;
