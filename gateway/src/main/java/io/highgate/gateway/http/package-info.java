/** Heads of HTTP messages as the gateway sees them: bytes, parsed once, edited in place. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.http;
