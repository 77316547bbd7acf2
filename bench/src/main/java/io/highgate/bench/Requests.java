package io.highgate.bench;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** What the benchmarks have in common: a request as a browser sends it, and configurations by size. */
final class Requests {

    /** A request of about 400 octets with eight fields. */
    static final byte[] BROWSER = """
        GET /service-%d/orders/4711?full=true HTTP/1.1
        Host: api.example.com
        User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36
        Accept: application/json
        Accept-Encoding: gzip, deflate, br
        Accept-Language: en-US,en;q=0.9
        Authorization: Bearer 0123456789abcdef0123456789abcdef
        Cache-Control: no-cache
        Connection: keep-alive

        """.formatted(7).replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);

    private Requests() {}

    /** A configuration text with that many routes to one upstream. */
    static String config(int routes) {
        StringBuilder yaml = new StringBuilder("upstreams: {origin: {endpoints: [\"127.0.0.1:9\"]}}\nroutes:\n");
        for (int i = 0; i < routes; i++) {
            yaml.append("  - {name: r").append(i).append(", path: \"/service-").append(i);
            yaml.append("/orders/{*rest}\", upstream: origin}\n");
        }
        return yaml.toString();
    }

    static GatewaySpec spec(int routes) {
        ReadResult result = new ConfigReader(OcelotSource.NONE)
                .read("benchmark", config(routes), new ReadOptions(Compat.OCELOT_25, false), Map.of());
        return Objects.requireNonNull(result.spec(), () -> result.problems().toString());
    }
}
