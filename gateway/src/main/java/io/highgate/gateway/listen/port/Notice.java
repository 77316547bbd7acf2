package io.highgate.gateway.listen.port;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One message to a socket of this machine that nobody answers, as sd_notify sends it. Stateless. */
public final class Notice {

    private Notice() {}

    /** Sends it to a path, or to an abstract name that begins with {@code @}. */
    public static void send(String address, String text) throws IOException {
        byte[] path = address.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0;
        }
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer message = ByteBuffer.allocateDirect(octets.length).put(octets);
        Socket socket = Socket.newSocketDomainDgram();
        try {
            socket.sendToDomainSocket(message, 0, octets.length, path);
        } finally {
            socket.close();
        }
    }
}
