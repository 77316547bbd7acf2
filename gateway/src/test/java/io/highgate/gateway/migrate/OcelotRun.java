package io.highgate.gateway.migrate;

import io.highgate.gateway.RunningGateway;
import io.highgate.gateway.SocketFrame;
import io.highgate.gateway.migrate.OcelotOracle.Choice;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.read.OcelotReader;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** An Ocelot 20 file, read leniently, on a real gateway between a client and named origins. */
final class OcelotRun implements AutoCloseable {

    private static final ConfigReader READER = new ConfigReader((root, options, names, problems) ->
            new OcelotReader(options.compat(), options.lenient()).read(root, names, problems));

    private final List<OcelotEntry> entries;
    private final OcelotOracle oracle;
    private final NamedOrigins origins = new NamedOrigins();
    private final RunningGateway gateway;

    /** Each request is of a client of its own, so that limits do not matter. */
    private int clients;

    private OcelotRun(String json, GatewaySpec spec) {
        this.entries = RawOcelotFile.entries(json);
        this.oracle = new OcelotOracle(entries, Compat.OCELOT_20);
        this.gateway = RunningGateway.of(origins.inPlaceOf(spec));
    }

    static OcelotRun of(Path file) throws IOException {
        return new OcelotRun(
                Files.readString(file), requireNonNull(read(file, true).spec()));
    }

    /** What is sent to the gateway after the file has gone through {@code convert}. */
    static OcelotRun converted(Path file) throws IOException {
        String yaml = NativeYaml.print(requireNonNull(read(file, true).spec()));
        ReadResult result = READER.read("converted", yaml, ReadOptions.strict(), Map.of());
        assertThat(result.problems()).isEmpty();
        return new OcelotRun(Files.readString(file), requireNonNull(result.spec()));
    }

    /** Files that belong together, read strictly. */
    static ReadResult read(List<Path> files, Compat compat) {
        return READER.read(files, new ReadOptions(compat, false), Map.of());
    }

    static ReadResult read(Path file, boolean lenient) {
        return READER.read(List.of(file), new ReadOptions(Compat.OCELOT_20, lenient), Map.of());
    }

    List<OcelotEntry> entries() {
        return entries;
    }

    /** Sends a request of that client. */
    String ask(String method, String target, String client) {
        return gateway.ask(method + " " + target + " HTTP/1.1\r\nHost: gateway.test\r\nClientId: " + client
                + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** Sends one request and compares what becomes of it with what Ocelot would do; says who took it. */
    Set<OcelotEntry> send(Ask ask) {
        Choice choice = oracle.choose(ask);
        String answer = gateway.ask(ask.method() + " " + ask.target() + " HTTP/1.1\r\nHost: " + ask.host()
                + "\r\nClientId: " + clients++ + "\r\nContent-Length: 0\r\n\r\n");
        String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        if (choice == null) {
            assertThat(answer).as(ask.toString()).startsWith("HTTP/1.1 404 ");
            return Set.of();
        }
        OcelotEntry entry = choice.entry();
        if (entry.isForwarded()) {
            assertThat(answer).as("%s: %s", ask, entry).startsWith("HTTP/1.1 200 ");
            int end = body.indexOf('\n');
            assertThat(entry.ports()).as(ask.toString()).contains(Integer.valueOf(body.substring(0, end)));
            assertThat(body.substring(end + 1).lines().findFirst())
                    .as("%s: %s", ask, entry)
                    .contains(ask.method() + " " + oracle.target(choice, ask) + " HTTP/1.1");
        } else {
            assertThat(answer).as("%s: %s", ask, entry).startsWith("HTTP/1.1 501 ");
            assertThat(body).as(ask.toString()).contains("NOT_SUPPORTED", "aggregates", entry.template());
        }
        return Set.of(entry);
    }

    /** Opens a WebSocket, compares where it leads with where Ocelot would lead it, and talks there. */
    OcelotEntry talk(Ask ask) {
        Choice choice = requireNonNull(oracle.choose(ask), ask.toString());
        try (Wire client = gateway.connect()) {
            client.send("GET " + ask.target() + " HTTP/1.1\r\nHost: " + ask.host() + "\r\nConnection: Upgrade\r\n"
                    + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(client.readHead()).as(ask.toString()).startsWith("HTTP/1.1 101 ");
            String said = SocketFrame.read(client).payload();
            assertThat(said.lines().skip(1).findFirst())
                    .as(ask.toString())
                    .contains("GET " + oracle.target(choice, ask) + " HTTP/1.1");
            assertThat(choice.entry().ports()).contains(Integer.valueOf(said.substring(0, said.indexOf('\n'))));
            String frames = SocketFrame.client(SocketFrame.TEXT, ask.target())
                    + SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(1000));
            assertThat(client.send(frames).read(frames.length())).isEqualTo(frames);
        }
        return choice.entry();
    }

    /** Sends what each entry is for, and what is nearly so; says which entries took something. */
    Set<OcelotEntry> sendToAll() {
        Set<OcelotEntry> reached = new LinkedHashSet<>();
        for (OcelotEntry entry : entries) {
            for (Ask ask : asks(entry)) {
                reached.addAll(send(ask));
            }
        }
        return reached;
    }

    private static List<Ask> asks(OcelotEntry entry) {
        List<Ask> asks = new ArrayList<>();
        List<String> methods = entry.methods().isEmpty() ? List.of("GET", "PATCH") : entry.methods();
        String host = entry.host() == null ? "gateway.test" : entry.host();
        for (String method : methods) {
            for (String value : List.of("one", "one/Two.7", "settings/by-current-tenant/", "")) {
                String target = entry.template().replaceAll("\\{[^{}]*}", value);
                String more = (target.indexOf('?') < 0 ? "?" : "&") + "q=1&everything=one&q=2";
                asks.add(Ask.of(method, target).at(host));
                asks.add(Ask.of(method, target.toUpperCase(java.util.Locale.ROOT) + more)
                        .at(host));
                asks.add(Ask.of(method, target.replaceAll("/[^/]*$", "")).at(host));
            }
        }
        asks.add(Ask.of("TRACE", entry.template().replaceAll("\\{[^{}]*}", "one")));
        // the oracle takes paths in normal form
        asks.removeIf(it -> it.path().isEmpty() || it.path().contains("//"));
        return asks;
    }

    @Override
    public void close() {
        gateway.close();
        origins.close();
    }
}
