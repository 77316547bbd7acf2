package io.highgate.gateway.flow;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.AdoptedServerChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/** How the process talks to the kernel, chosen once at start: the best that works here. */
public enum Transport {
    IO_URING(IoUringServerSocketChannel.class, IoUringSocketChannel.class) {
        @Override
        public IoHandlerFactory handlers() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        public ServerSocketChannel adopt(int descriptor) {
            return new AdoptedServerChannel(descriptor);
        }
    },
    EPOLL(EpollServerSocketChannel.class, EpollSocketChannel.class) {
        @Override
        public IoHandlerFactory handlers() {
            return EpollIoHandler.newFactory();
        }

        @Override
        public ServerSocketChannel adopt(int descriptor) {
            return new EpollServerSocketChannel(descriptor);
        }
    },
    NIO(NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        public IoHandlerFactory handlers() {
            return NioIoHandler.newFactory();
        }

        @Override
        public boolean adopts() {
            return false;
        }

        @Override
        public ServerSocketChannel adopt(int descriptor) {
            throw new UnsupportedOperationException("the JDK opens its sockets itself");
        }
    };

    private final Class<? extends ServerSocketChannel> server;
    private final Class<? extends SocketChannel> client;

    Transport(Class<? extends ServerSocketChannel> server, Class<? extends SocketChannel> client) {
        this.server = server;
        this.client = client;
    }

    /** io_uring where the kernel allows it, else epoll, else the JDK's selector. */
    public static Transport best() {
        if (IoUring.isAvailable()) {
            return IO_URING;
        }
        return Epoll.isAvailable() ? EPOLL : NIO;
    }

    public abstract IoHandlerFactory handlers();

    /** Whether listening sockets can be given to another process, and taken from one. */
    public boolean adopts() {
        return true;
    }

    /** A channel for a descriptor that is bound and listens already. */
    public abstract ServerSocketChannel adopt(int descriptor);

    public Class<? extends ServerSocketChannel> server() {
        return server;
    }

    public Class<? extends SocketChannel> client() {
        return client;
    }
}
