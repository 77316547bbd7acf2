/** How connections are encrypted, on both sides; sees Netty, knows no HTTP. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.tls;
