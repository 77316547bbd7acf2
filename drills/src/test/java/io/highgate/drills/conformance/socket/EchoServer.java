package io.highgate.drills.conformance.socket;

import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * Jetty's WebSocket server, which sends whole messages back and is strict about everything else. Takes
 * permessage-deflate where it is offered, but on {@link #PLAIN}. Thread-safe.
 */
final class EchoServer implements AutoCloseable {

    /** No extension is accepted here. */
    static final String PLAIN = "/plain";

    /** Autobahn's largest messages have 16 MiB. */
    private static final int MOST_OCTETS = 64 * 1024 * 1024;

    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    EchoServer() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, EchoServer::configure));
        server.start();
    }

    private static void configure(ServerWebSocketContainer container) {
        container.setMaxTextMessageSize(MOST_OCTETS);
        container.setMaxBinaryMessageSize(MOST_OCTETS);
        container.setMaxFrameSize(MOST_OCTETS);
        container.addMapping(PLAIN, (request, response, callback) -> withoutExtensions(response));
        container.addMapping("/*", (request, response, callback) -> new Echo());
    }

    private static Echo withoutExtensions(ServerUpgradeResponse response) {
        response.setExtensions(List.of());
        return new Echo();
    }

    /** Jetty calls it from outside, so it is public. */
    public static final class Echo extends Session.Listener.AbstractAutoDemanding {

        @Override
        public void onWebSocketText(String message) {
            getSession().sendText(message, Callback.NOOP);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback done) {
            getSession().sendBinary(message, done);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
