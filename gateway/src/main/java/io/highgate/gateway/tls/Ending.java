package io.highgate.gateway.tls;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * How a connection, encrypted or not, ends. TLS says "this is all" with close_notify; where it is not
 * all, that must not be said, or a cut answer looks complete (RFC 9112 section 9.8). Stateless.
 */
public final class Ending {

    private Ending() {}

    /** Ends our direction behind what was written; the other side may go on. */
    public static void endOutput(DuplexChannel channel) {
        SslHandler tls = ((Channel) channel).pipeline().get(SslHandler.class);
        if (tls == null) {
            channel.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(said -> channel.shutdownOutput());
        }
    }

    /** Closes at once, without the words that would make it look like a proper end. */
    public static void breakOff(Channel channel) {
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null) {
            channel.close();
        } else {
            tls.close(); // passes by the handler itself, which would say close_notify
        }
    }
}
