package io.highgate.gateway.listen;

import io.highgate.gateway.tls.Ending;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;

/**
 * Closes a connection without losing the answer: a socket closed with unread input resets the
 * connection, and the client may never see what was written (RFC 9112 section 9.6). So the last
 * write goes out, then our sending side ends, then the client has a moment to end its own. Confined
 * to one event loop.
 */
final class Farewell {

    private final ChannelHandlerContext context;
    private final Http1Patience patience;
    private final SlowReader slowReader;
    private boolean inputEnded;
    private boolean outputEnded;

    Farewell(ChannelHandlerContext context, Http1Patience patience, SlowReader slowReader) {
        this.context = context;
        this.patience = patience;
        this.slowReader = slowReader;
    }

    /** The client will send nothing more. */
    void inputEnded() {
        inputEnded = true;
        if (outputEnded) {
            context.close();
        }
    }

    /**
     * Closes behind what has been written, which the client must keep reading. Netty drops what
     * waits to be written when output is shut down: so an empty last write tells when all is out.
     */
    void begin(Duration patienceToRead) {
        slowReader.watchToTheEnd(patienceToRead);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> endOutput());
    }

    private void endOutput() {
        if (inputEnded || !(context.channel() instanceof DuplexChannel channel)) {
            context.close();
        } else if (channel.isActive()) {
            outputEnded = true;
            slowReader.stop();
            Ending.endOutput(channel);
            patience.untilClose();
        }
    }
}
