package io.highgate.bench;

import io.highgate.gateway.ask.Supposed;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.gateway.route.RouteTable;
import io.highgate.gateway.route.path.PathRule;
import io.highgate.model.spec.ForwardingSpec.EncodedSlashes;
import io.highgate.model.spec.GatewaySpec;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finding a request's route, by the number of routes there are. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouteBenchmark {

    @Param({"10", "1000", "10000"})
    private int routes;

    private RouteTable table = RouteTable.compile(List.of(), List.of());
    private RequestHead head = new RequestHead(Headers.empty());
    private Supposed asked = asked(head);
    private PathRule rule = new PathRule(EncodedSlashes.KEEP);
    private final RouteMatch match = new RouteMatch();

    @Setup
    public void setUp() {
        GatewaySpec spec = Requests.spec(routes);
        table = RouteTable.compile(spec.routes(), spec.filters());
        rule = new PathRule(spec.forwarding().encodedSlashes());
        head = Objects.requireNonNull(RequestReader.parse(Requests.BROWSER, spec.limits()));
        asked = asked(head);
    }

    private static Supposed asked(RequestHead request) {
        return new Supposed(request, InetAddress.getLoopbackAddress(), Instant.EPOCH);
    }

    @Benchmark
    public boolean normaliseAndMatch() {
        return rule.normalise(head) == null && table.match(asked, match);
    }
}
