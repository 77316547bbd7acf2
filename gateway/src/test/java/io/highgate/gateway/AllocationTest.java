package io.highgate.gateway;

import com.sun.management.ThreadMXBean;
import io.highgate.gateway.center.ScriptedCenter;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A plain request leaves little for the garbage collector. */
@Timeout(60)
@Tag("alone")
class AllocationTest {

    private static final int WARM_UP = 20_000;
    private static final int ROUNDS = 6;
    private static final int MEASURED = 10_000;
    private static final long KILOBYTE = 1024;
    private static final String REQUEST =
            "GET /some/path?with=query HTTP/1.1\r\nHost: test\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n";

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();

    /** Leak records are allocations too, and not the gateway's. */
    @BeforeEach
    void stopRecordingLeaks() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }

    @AfterEach
    void recordLeaksAgain() {
        ResourceLeakDetector.setLevel(level);
    }

    @Test
    void aPlainRequestAllocatesLessThanAKilobyte() {
        allocatesLessThanAKilobyte("");
    }

    @Test
    void norDoesOneThatACenterIsToldOf() {
        try (ScriptedCenter center = new ScriptedCenter()) {
            allocatesLessThanAKilobyte("center: {urls: ['" + center.url() + "'], report: 1s, traces: 0%}\n");
            assertThat(center.told()).contains("\"cell\":\"origin\",\"route\":\"all\"");
        }
    }

    private void allocatesLessThanAKilobyte(String settings) {
        try (Origin origin = Origin.answering(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
                RunningGateway gateway = RunningGateway.before(origin.port(), settings);
                Wire client = gateway.connect()) {
            ask(client, WARM_UP);
            // The least: what the compiler has not come to yet allocates more.
            long least = LongStream.generate(() -> allocatedBy(client))
                    .limit(ROUNDS)
                    .min()
                    .orElseThrow();
            assertThat(least).as("bytes a request").isLessThan(KILOBYTE);
        }
    }

    private long allocatedBy(Wire client) {
        long before = allocatedByLoops();
        ask(client, MEASURED);
        return (allocatedByLoops() - before) / MEASURED;
    }

    private static void ask(Wire client, int times) {
        for (int i = 0; i < times; i++) {
            client.send(REQUEST).readAnswer();
        }
    }

    private long allocatedByLoops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(RunningGateway.LOOP))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }
}
