package io.highgate.gateway.tls;

import io.highgate.model.tls.Identity;
import io.highgate.model.tls.ServerNames;
import io.netty.handler.ssl.SslContext;

/** A certificate of a listener, ready for handshakes. Immutable but for the context's own sessions. */
record Shown(Identity identity, ServerNames names, SslContext context) {}
