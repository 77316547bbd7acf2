package io.highgate.drills.conformance.socket;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.ExtensionConfig;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.ClientUpgradeRequest;
import org.eclipse.jetty.websocket.client.WebSocketClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** permessage-deflate (RFC 7692) is agreed on by Jetty's client and server, and the gateway stays out of it. */
class CompressionTest {

    private static final String TAKEOVER = "permessage-deflate";
    private static final String NO_TAKEOVER =
            "permessage-deflate;client_no_context_takeover;server_no_context_takeover";
    private static final int MEBIBYTE = 1024 * 1024;

    @TempDir
    static Path folder;

    private static final WebSocketClient client = new WebSocketClient();
    private static EchoServer server;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        server = new EchoServer();
        gateway = GatewaySetup.in(folder).start("""
                upstreams: {echo: {endpoints: '127.0.0.1:%d'}}
                routes: [{name: all, upstream: echo}]
                """.formatted(server.port()));
        client.setMaxTextMessageSize(2 * MEBIBYTE);
        client.start();
    }

    @AfterAll
    static void stop() throws Exception {
        client.stop();
        gateway.close();
        server.close();
    }

    /** A client's end, which keeps what comes. */
    public static final class Ear extends Session.Listener.AbstractAutoDemanding {

        private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void onWebSocketText(String message) {
            heard.add(message);
        }

        private String echo(String message) throws InterruptedException {
            getSession().sendText(message, Callback.NOOP);
            return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
        }

        private List<String> extensions() {
            return getSession().getUpgradeResponse().getExtensions().stream()
                    .map(ExtensionConfig::getParameterizedName)
                    .toList();
        }
    }

    private static Ear connect(String path, String... offered) throws Exception {
        ClientUpgradeRequest request = new ClientUpgradeRequest(URI.create("ws://127.0.0.1:" + gateway.port() + path));
        request.addExtensions(offered);
        Ear ear = new Ear();
        client.connect(ear, request).get(10, TimeUnit.SECONDS);
        return ear;
    }

    /** Text that deflate can do little with, unless it has seen it before. */
    private static String noise(int seed, int length) {
        return new Random(seed)
                .ints(length, ' ', '~')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** What has passed the gateway from or to the client so far, in octets. */
    private static double octets(String direction) {
        return gateway.metric("highgate_websocket_bytes_total{direction=\"" + direction + "\",route=\"all\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {TAKEOVER, NO_TAKEOVER})
    void messagesPassCompressedBothWays(String offered) throws Exception {
        Ear ear = connect("/", offered);
        assertThat(ear.extensions()).singleElement().asString().startsWith(TAKEOVER);
        double in = octets("in");
        double out = octets("out");
        assertThat(ear.echo("")).isEmpty();
        assertThat(ear.echo("hello")).isEqualTo("hello");
        String large = "Same procedure as every year. ".repeat(MEBIBYTE / 30);
        assertThat(ear.echo(large)).isEqualTo(large);
        assertThat(octets("in") - in).isBetween(100.0, MEBIBYTE / 50.0);
        assertThat(octets("out") - out).isBetween(100.0, MEBIBYTE / 50.0);
    }

    @Test
    void theContextIsKeptFromMessageToMessage() throws Exception {
        List<Double> second = secondOfTwo(connect("/", TAKEOVER));
        assertThat(second).allSatisfy(octets -> assertThat(octets).isLessThan(100));
    }

    @Test
    void theContextIsForgottenWhereThatIsAgreedOn() throws Exception {
        List<Double> second = secondOfTwo(connect("/", NO_TAKEOVER));
        assertThat(second).allSatisfy(octets -> assertThat(octets).isGreaterThan(3_000));
    }

    /** Sends a message twice; what the second one took in octets, in and out. */
    private static List<Double> secondOfTwo(Ear ear) throws InterruptedException {
        String message = noise(1, 4_096);
        double before = octets("out");
        assertThat(ear.echo(message)).isEqualTo(message);
        Await.until("the echo is counted", () -> octets("out") > before + 3_000);
        double in = octets("in");
        double out = octets("out");
        assertThat(ear.echo(message)).isEqualTo(message);
        Await.until("the echo is counted", () -> octets("out") > out);
        return List.of(octets("in") - in, octets("out") - out);
    }

    @Test
    void anOfferThatTheOriginDoesNotTakeIsNotAnswered() throws Exception {
        Ear ear = connect(EchoServer.PLAIN, TAKEOVER);
        assertThat(ear.extensions()).isEmpty();
        String message = "a".repeat(10_000);
        double in = octets("in");
        assertThat(ear.echo(message)).isEqualTo(message);
        assertThat(octets("in") - in).isGreaterThan(10_000);
    }

    @Test
    void ofSeveralExtensionsOnlyTheOneThatTheOriginKnowsIsAnswered() {
        String answer = ask("x-unheard-of; level=9, permessage-deflate; client_max_window_bits");
        assertThat(answer).startsWith("HTTP/1.1 101 ").doesNotContain("x-unheard-of");
        assertThat(extensions(answer)).startsWith(TAKEOVER);
    }

    @Test
    void anUnknownExtensionAloneIsNotAnswered() {
        assertThat(extensions(ask("x-unheard-of"))).isEmpty();
    }

    /** The head of the answer to somebody who offers these extensions. */
    private static String ask(String extensions) {
        try (Wire wire = Wire.to(gateway.port())) {
            return RawDeflate.open(wire, extensions);
        }
    }

    private static String extensions(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, "sec-websocket-extensions:", 0, 25))
                .map(line -> line.substring(25).strip())
                .findFirst()
                .orElse("");
    }

    /** The first bit behind FIN says that a message is compressed; it and the payload arrive untouched. */
    @Test
    void aCompressedFrameIsRelayedAsItIs() {
        try (Wire wire = Wire.to(gateway.port())) {
            assertThat(extensions(RawDeflate.open(wire, NO_TAKEOVER))).startsWith(TAKEOVER);
            String text = noise(2, 500).repeat(20);
            wire.send(RawDeflate.frame(text));
            RawDeflate.Frame back = RawDeflate.read(wire);
            assertThat(back.first()).as("FIN, RSV1, text").isEqualTo(0xc1);
            assertThat(back.payload().length).isLessThan(2_000);
            assertThat(back.inflated()).isEqualTo(text);
        }
    }

    /** What no inflater can read is the origin's to refuse (RFC 7692 section 7.2.2), with a code that arrives. */
    @Test
    void whatIsNotDeflateIsRefusedByTheOrigin() {
        try (Wire wire = Wire.to(gateway.port())) {
            RawDeflate.open(wire, TAKEOVER);
            wire.send(RawDeflate.frame(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff}));
            RawDeflate.Frame back = RawDeflate.read(wire);
            assertThat(back.first()).as("a close frame").isEqualTo(0x88);
            assertThat(back.closeCode()).isBetween(1002, 1011);
        }
    }
}
