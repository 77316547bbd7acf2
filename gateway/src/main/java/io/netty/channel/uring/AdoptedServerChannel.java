package io.netty.channel.uring;

import io.netty.channel.Channel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannelConfig;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A listening socket that another process opened, over io_uring: what Netty 4.2 has for epoll as
 * {@code EpollServerSocketChannel(int)} and lacks here. In Netty's package, because the classes it is
 * made of are open to that alone (docs/decisions/0012-take-over.md). Confined to one event loop, as
 * every channel.
 */
public final class AdoptedServerChannel extends AbstractIoUringServerChannel implements ServerSocketChannel {

    private final IoUringServerSocketChannelConfig config;

    /** Takes over a descriptor that is bound and listens already. */
    public AdoptedServerChannel(int descriptor) {
        super(new LinuxSocket(descriptor), true);
        this.config = new IoUringServerSocketChannelConfig(this);
    }

    @Override
    public ServerSocketChannelConfig config() {
        return config;
    }

    /** The address that came with the accept is not asked for: the socket knows it as well. */
    @Override
    Channel newChildChannel(int descriptor, ByteBuffer acceptedAddress) {
        return new IoUringSocketChannel(this, new LinuxSocket(descriptor));
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) super.localAddress();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) super.remoteAddress();
    }
}
