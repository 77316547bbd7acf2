/** What passes over a WebSocket (RFC 6455): frames are looked at, not taken apart. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.flow.socket;
