package io.highgate.bench.center;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A gateway as a process of its own that knows what a center tells it, and nothing else. Thread-safe. */
final class GatewayUnderTest implements AutoCloseable {

    private static final String HOME = "127.0.0.1";
    private static final String ANYBODY = "Bearer any";

    private final Child process;
    private final int port;
    private final int management;

    private GatewayUnderTest(Child process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /** Starts one in this folder, and waits until it follows the center. */
    static GatewayUnderTest start(Path folder, CenterUnderTest center, Key key) throws IOException {
        int port = CenterUnderTest.freePort();
        int management = CenterUnderTest.freePort();
        Path file = Files.writeString(folder.resolve("gateway.yaml"), """
                listeners: [{bind: '127.0.0.1:%d'}]
                management: {bind: '127.0.0.1:%d'}
                center: {urls: ['http://127.0.0.1:%d'], key: '%s', secret: '%s', cells: {perTryTimeout: 500ms}}
                """.formatted(
                        port, management, center.port(), key.safeKey(), key.safeSecret()));
        Child process = Child.highgate(
                folder.resolve("gateway.log"),
                Map.of(),
                "gateway",
                "--config",
                file.toString(),
                "--state",
                folder.resolve("gateway").toString());
        GatewayUnderTest gateway = new GatewayUnderTest(process, port, management);
        try {
            Waiting.until("the gateway is ready", () -> CenterUnderTest.isReady(process, management, "/readyz"));
            Waiting.until(
                    "it follows the center",
                    () -> gateway.page("/-/center").replace(" ", "").contains("\"state\":\"following\""));
            return gateway;
        } catch (IllegalStateException e) {
            String said = process.output();
            process.close();
            throw new IOException("the gateway does not start; it said:\n" + said, e);
        }
    }

    private String page(String path) throws IOException {
        try (Line line = Line.to(management, HOME)) {
            return line.ask("GET", path, ANYBODY, null).body();
        }
    }

    Line line() throws IOException {
        return Line.to(port, HOME);
    }

    Line managementLine() throws IOException {
        return Line.to(management, HOME);
    }

    static String path(String cell) {
        return "/api/v1/" + cell + "/x";
    }

    /** Asks a cell; the status. */
    static int ask(Line line, String cell) throws IOException {
        return line.ask("GET", path(cell), ANYBODY, null).status();
    }

    /** Whether requests to a cell may go to that address, as {@code /-/explain} has it. */
    static boolean isUsable(Line line, String cell, String address) throws IOException {
        String page = line.ask("GET", "/-/explain?method=GET&url=" + path(cell), ANYBODY, null)
                .body()
                .replace(" ", "")
                .replace("\n", "");
        return page.contains("\"address\":\"" + address + "\",\"usable\":true");
    }

    Child process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
