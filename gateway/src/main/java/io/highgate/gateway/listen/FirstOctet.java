package io.highgate.gateway.listen;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.flow.Loop;
import io.highgate.gateway.reply.WrongPort;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/**
 * Looks at the first octet on a port for TLS. A letter is a request in plain HTTP, which is told so;
 * anything else is the handshake's business. Confined to one event loop.
 */
final class FirstOctet extends ChannelInboundHandlerAdapter {

    /** For someone on the wrong port to read why, before the connection is closed under it. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Loop loop;
    private boolean refused;

    FirstOctet(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (refused || !in.isReadable()) {
            ReferenceCountUtil.release(in);
        } else if (isLetter(in.getByte(in.readerIndex()))) {
            in.release();
            refuse(context);
        } else {
            context.pipeline().remove(this);
            context.fireChannelRead(in);
        }
    }

    private static boolean isLetter(byte octet) {
        return octet >= 'A' && octet <= 'Z' || octet >= 'a' && octet <= 'z';
    }

    /** What still comes is read and dropped: a close with unread input would take the answer along. */
    private void refuse(ChannelHandlerContext context) {
        refused = true;
        Timeout close = new Timeout() {
            @Override
            protected void fire() {
                context.close();
            }
        };
        loop.timers().arm(close, LAST_WORDS.toNanos());
        context.channel().closeFuture().addListener(closed -> loop.timers().cancel(close));
        context.writeAndFlush(Unpooled.wrappedBuffer(WrongPort.answer())).addListener(said -> {
            if (context.channel() instanceof DuplexChannel channel && channel.isActive()) {
                channel.shutdownOutput();
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (refused) {
            context.close(); // it has ended its side: all is said
        } else {
            context.fireUserEventTriggered(event);
        }
    }
}
