package io.highgate.gateway.migrate;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.SocketFrame;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ManagementSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static java.util.Objects.requireNonNull;

/**
 * An origin in the place of each port of a file. They listen on free ports, so that a taken port of the
 * file disturbs nobody, and answer with the port they stand for and the request as it arrived; what is said on a WebSocket they send back.
 */
final class NamedOrigins implements AutoCloseable {

    private final Map<Integer, Origin> byPort = new LinkedHashMap<>();

    /** The same spec with the ports that are really listened on; starts the origins. */
    GatewaySpec inPlaceOf(GatewaySpec spec) {
        Map<String, UpstreamSpec> upstreams = new LinkedHashMap<>();
        spec.upstreams().forEach((name, it) -> upstreams.put(name, moved(it)));
        return SpecShape.with(
                spec,
                Map.of(
                        "listeners",
                        List.of(new ListenerSpec(
                                "main", HostPort.parse("127.0.0.1:0"), ListenerSpec.ProxyProtocol.OFF)),
                        "management",
                        new ManagementSpec(HostPort.parse("127.0.0.1:0"), null),
                        "upstreams",
                        upstreams));
    }

    private UpstreamSpec moved(UpstreamSpec spec) {
        return SpecShape.with(
                spec,
                "endpoints",
                spec.endpoints().stream()
                        .map(it -> new EndpointSpec(moved(it.address()), it.weight()))
                        .toList());
    }

    private HostPort moved(HostPort address) {
        Origin origin = byPort.computeIfAbsent(address.port(), NamedOrigins::start);
        return new HostPort("127.0.0.1", requireNonNull(origin).port());
    }

    private static Origin start(int port) {
        return Origin.scripted(wire -> {
            while (true) {
                String head = wire.readHead();
                wire.read(Wire.contentLength(head));
                String body = port + "\n" + head;
                if (head.contains("Upgrade: websocket")) {
                    wire.send("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
                    wire.send(SocketFrame.server(SocketFrame.TEXT, body));
                    while (true) {
                        wire.send(wire.read(1));
                    }
                }
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            }
        });
    }

    @Override
    public void close() {
        byPort.values().forEach(Origin::close);
    }
}
