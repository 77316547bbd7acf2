/** Listening sockets on their way from one process to another: descriptors, and what carries them. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.listen.port;
