package io.highgate.drills.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty 12, within the drill's own process. What a URI may mean is not its concern here, how HTTP is
 * framed is: there it is as strict as it comes. Thread-safe.
 */
final class Jetty implements RealOrigin {

    private final Server server = new Server();
    private final ServerConnector connector;

    Jetty() throws Exception {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setRequestHeaderSize(64 * 1024);
        connector = new ServerConnector(server, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new Echo());
        server.start();
    }

    /** Reads the body to its end and says what the request was. */
    private static final class Echo extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws IOException {
            long octets;
            try (InputStream body = Content.Source.asInputStream(request)) {
                octets = body.transferTo(OutputStream.nullOutputStream());
            }
            String target = request.getHttpURI().getPathQuery();
            response.getHeaders().put("X-Seen", request.getMethod() + " " + target + " " + octets);
            callback.succeeded();
            return true;
        }
    }

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public boolean tellsBodies() {
        return true;
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
