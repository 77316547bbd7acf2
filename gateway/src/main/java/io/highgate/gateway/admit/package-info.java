/** Who and what is let in at all: draining, overload, the client's address. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.admit;
