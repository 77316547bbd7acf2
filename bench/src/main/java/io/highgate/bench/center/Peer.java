package io.highgate.bench.center;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An instance as an SDK registers it: one kept connection, from its own address, a new token for each
 * request. Confined to one thread.
 */
final class Peer implements AutoCloseable {

    private final int center;
    private final Key key;
    private final String cell;
    private final String host;
    private final int port;
    private @Nullable Line line;

    /** @param center its port */
    Peer(int center, Key key, String cell, String host, int port) {
        this.center = center;
        this.key = key;
        this.cell = cell;
        this.host = host;
        this.port = port;
    }

    /** An address of 127.0.0.0/8 for each number; those of other machines begin at 127.1.0.0. */
    static String address(int number) {
        int all = number + (1 << 16);
        return "127." + (all >> 16 & 0xff) + "." + (all >> 8 & 0xff) + "." + (all & 0xff);
    }

    String key() {
        return cell + "/" + host + ":" + port;
    }

    String address() {
        return host + ":" + port;
    }

    /** Registers, or changes its terms; the status. */
    int register(Terms terms) throws IOException {
        return ask("PUT", "", """
                {"host":"%s","port":%d,"zone":"zone-a","version":"1.4.2","metadata":{"git":"0f3a9c1d5b7e"},\
                "lease":%d,"beat":%d}""".formatted(
                        host, port, terms.lease().toMillis(), terms.beat().toMillis()));
    }

    int beat() throws IOException {
        return ask("POST", "/beat", null);
    }

    int leave() throws IOException {
        return ask("DELETE", "", null);
    }

    private int ask(String method, String more, @Nullable String body) throws IOException {
        String path = "/api/center/cells/" + cell + "/instances/" + host + ":" + port + more;
        try {
            Line used = line == null ? Line.to(center, host) : line;
            line = used;
            return used.ask(method, path, key.token(), body).status();
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    @Override
    public void close() {
        if (line != null) {
            line.close();
            line = null;
        }
    }
}
