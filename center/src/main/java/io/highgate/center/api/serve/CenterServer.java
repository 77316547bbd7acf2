package io.highgate.center.api.serve;

import io.helidon.common.mapper.MapperManager;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.highgate.base.time.Ticker;
import io.highgate.center.access.Door;
import io.highgate.center.api.route.Routes;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A center's listener: {@link #start}, {@link #drain}, {@link #close}. Started by nobody but its owner;
 * thread-safe from then on.
 */
public final class CenterServer implements AutoCloseable {

    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration SWEEP = Duration.ofSeconds(15);
    private static final int LINE = 8 * 1024;

    /** What the system keeps for a reader who takes nothing; more waits where it can be seen. */
    private static final int SEND_BUFFER = 128 * 1024;

    static {
        setMappers();
    }

    private final WebServer server;
    private final UnderWay underWay;
    private final Ticker ticker;
    private final Duration patience;

    /**
     * What it works with.
     *
     * @param ids for requests that bring none
     * @param full called whenever a request is refused for want of room, on any thread; returns at once
     */
    public record Means(Door door, Ticker ticker, Supplier<String> ids, Watch watch, Runnable full) {}

    public CenterServer(ServerTerms terms, Routes routes, Means means) {
        this.ticker = means.ticker();
        this.underWay = new UnderWay(ticker);
        this.patience = terms.bounds().patience();
        Turn turn = new Turn(routes, means, terms, underWay);
        this.server = WebServer.create(config(terms, turn).buildPrototype());
    }

    /** Helidon 4.4.0 reads each Content-Length by mappers that it puts together anew, unless there are some already. */
    @SuppressWarnings("removal")
    private static void setMappers() {
        MapperManager.global(MapperManager.create());
    }

    private static WebServerConfig.Builder config(ServerTerms terms, Turn turn) {
        ServerTerms.Bounds bounds = terms.bounds();
        WebServerConfig.Builder config = WebServerConfig.builder()
                .shutdownHook(false)
                .address(terms.bind())
                .port(terms.port())
                // NioSocket.write of Helidon 4.4.0 loses what a full send buffer does not take at once.
                .useNio(false)
                .maxTcpConnections(bounds.connections())
                .idleConnectionTimeout(IDLE)
                .idleConnectionPeriod(SWEEP)
                .connectionOptions(it -> it.socketSendBufferSize(SEND_BUFFER).tcpNoDelay(true))
                .directHandlers(Unread.handlers())
                .featuresDiscoverServices(false)
                .protocolsDiscoverServices(false)
                .addProtocol(http1(bounds))
                .routing(HttpRouting.builder().any(turn));
        if (terms.tls() != null) {
            config.tls(tls(terms.tls(), terms.certificates()));
        }
        return config;
    }

    private static Tls tls(Supplier<SSLContext> context, ServerTerms.Certificates certificates) {
        return Tls.builder()
                .sslContext(new AskingContext(context, certificates))
                .build();
    }

    private static Http1Config http1(ServerTerms.Bounds bounds) {
        return Http1Config.builder()
                .maxHeadersSize(bounds.header())
                .maxPrologueLength(LINE)
                .validateRequestHeaders(true)
                .build();
    }

    /** Listens from now on; throws if the port is taken. */
    public CenterServer start() {
        server.start();
        // Helidon 4.4.0 logs that it could not, and returns.
        if (!server.isRunning()) {
            throw new IllegalStateException("the port is taken, or may not be listened at; the log says which");
        }
        return this;
    }

    /** The port that it listens at. */
    public int port() {
        return server.port();
    }

    /** Requests under way, streams not counted. */
    public int requests() {
        return underWay.requests();
    }

    /** Streams under way. */
    public int streams() {
        return underWay.streams();
    }

    public boolean isDraining() {
        return underWay.isDraining();
    }

    /** Cuts off who has taken nothing of a stream, or not sent a body, for too long; to be called now and then. */
    public void sweep() {
        underWay.endSlow(patience);
    }

    /**
     * Refuses what comes from now on, ends streams, and waits for what is under way.
     *
     * @return whether all of it ended in time
     */
    public boolean drain(Duration atMost) throws InterruptedException {
        return underWay.drain(ticker.nanos() + atMost.toNanos());
    }

    /** Stops listening; what is still under way is cut off. */
    @Override
    public void close() {
        server.stop();
    }
}
