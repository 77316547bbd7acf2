package io.highgate.gateway.tls;

import io.highgate.gateway.exchange.Security;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the client's hello, chooses the certificate by the name in it, and makes way for the
 * handshake. What the listener shows is asked for only then: a connection that came before a reload
 * gets the new certificate too. Confined to one event loop.
 */
public final class NameChoice extends AbstractSniHandler<Shown> {

    /** A hello with post-quantum key shares and a ticket is below 4 KiB; more is none that we need. */
    private static final int LARGEST_HELLO = 16 * 1024;

    /** An alert: fatal, unrecognized_name (RFC 6066 section 3). */
    private static final byte[] UNRECOGNIZED_NAME = {0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x70};

    private static final AttributeKey<Chosen> CHOSEN = AttributeKey.valueOf(NameChoice.class, "CHOSEN");

    private final Supplier<@Nullable ServerTls> current;

    /** What was chosen for a connection, kept until its handshake is over. */
    private record Chosen(@Nullable String name, Shown shown, boolean bindsHosts) {}

    public NameChoice(Supplier<@Nullable ServerTls> current, ServerTls now) {
        super(LARGEST_HELLO, now.handshakeTimeout().toMillis());
        this.current = current;
    }

    /** Nobody to wait for: the names are in memory. */
    @Override
    protected Future<Shown> lookup(ChannelHandlerContext context, @Nullable String hostname) {
        ServerTls tls = current.get();
        Shown shown = tls == null ? null : tls.choose(hostname);
        if (tls == null || shown == null) {
            return context.executor().newFailedFuture(new UnknownServerName());
        }
        context.channel().attr(CHOSEN).set(new Chosen(hostname, shown, tls.bindsHosts()));
        SslHandler handshake = shown.context().newHandler(context.alloc());
        handshake.setHandshakeTimeoutMillis(tls.handshakeTimeout().toMillis());
        context.pipeline().addAfter(context.name(), null, handshake);
        return context.executor().newSucceededFuture(shown);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, @Nullable String hostname, Future<Shown> found) {
        if (found.isSuccess()) {
            context.pipeline().remove(this);
        } else {
            ByteBuf alert = context.alloc().buffer(UNRECOGNIZED_NAME.length).writeBytes(UNRECOGNIZED_NAME);
            context.writeAndFlush(alert).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** What the handshake, which is over, has told. */
    public static Security security(ChannelHandlerContext context, SslHandler handshake) {
        Chosen chosen = context.channel().attr(CHOSEN).getAndSet(null);
        return Handshakes.security(
                handshake.engine().getSession(),
                chosen == null ? null : chosen.name(),
                chosen != null && chosen.bindsHosts() ? chosen.shown().names() : null);
    }

    /** The client asked for a name that none of the certificates has. */
    private static final class UnknownServerName extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownServerName() {
            super("no certificate for the name the client asked for", null, false, false);
        }
    }
}
