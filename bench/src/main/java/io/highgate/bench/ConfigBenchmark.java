package io.highgate.bench;

import io.highgate.gateway.route.RouteTable;
import io.highgate.model.spec.GatewaySpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the text of a configuration to a table of routes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class ConfigBenchmark {

    @Param({"100", "1000", "10000"})
    private int routes;

    @Benchmark
    public GatewaySpec readAndCheck() {
        return Requests.spec(routes);
    }

    @Benchmark
    public RouteTable readCheckAndCompile() {
        GatewaySpec spec = Requests.spec(routes);
        return RouteTable.compile(spec.routes(), spec.filters());
    }
}
