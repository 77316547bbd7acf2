package io.highgate.bench;

import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.RequestReader;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.LimitsSpec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading the head of a browser's request, and taking off what is for this hop. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HeadBenchmark {

    private final ByteBuf octets = Unpooled.directBuffer().writeBytes(Requests.BROWSER);
    private final RequestHead head = new RequestHead(new Headers(2048, 24));
    private final RequestReader reader = new RequestReader(head, SpecShape.defaults(LimitsSpec.class));

    @Benchmark
    public ReadResult read() {
        octets.readerIndex(0);
        head.headers().clear();
        reader.reset(head);
        return reader.read(octets);
    }

    @Benchmark
    public Headers readAndRemoveHopByHop() {
        read();
        ConnectionField.removeHopByHop(head.headers());
        return head.headers();
    }
}
