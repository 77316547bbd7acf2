package io.highgate.gateway.observe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.highgate.base.unit.DataSize;
import io.highgate.model.spec.AccessLogSpec;
import io.highgate.model.spec.AccessLogSpec.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(20)
class AccessLogTest {

    private static final String HOSTILE = "a\"b\\c\r\nd\u0000\u00e9\u2028 GET / 200";

    @TempDir
    private Path folder;

    private static AccessEntry entry(String target, @Nullable String agent) {
        return entry(target, agent, null);
    }

    private static AccessEntry entry(String target, @Nullable String agent, @Nullable String caller) {
        return new AccessEntry(
                Instant.parse("2026-01-02T03:04:05Z"),
                "1.2.3.4",
                caller,
                caller == null ? null : "acme",
                "GET",
                target,
                "HTTP/1.1",
                "h",
                200,
                1,
                2,
                agent,
                agent,
                "r",
                "u",
                null,
                null,
                "id",
                null,
                null,
                3_000_000,
                -1,
                -1,
                -1);
    }

    @Test
    void whoAsksIsSaidAndCannotBreakTheLineApart() {
        AccessEntry entry = entry("/x", null, "ada \"l\"\n");
        assertThat(AccessLine.of(Format.COMBINED, entry)).startsWith("1.2.3.4 - ada_\\x22l\\x22\\x0A [");
        assertThat(AccessLine.of(Format.JSON, entry))
                .contains("\"caller\":\"ada \\\"l\\\"\\n\"", "\"tenant\":\"acme\"");
        assertThat(AccessLine.of(Format.COMBINED, entry("/x", null))).startsWith("1.2.3.4 - - [");
        assertThat(AccessLine.of(Format.JSON, entry("/x", null))).doesNotContain("caller", "tenant");
    }

    private AccessLog log(Path file, DataSize rollSize, int keep, int queue) {
        AccessLogSpec spec = new AccessLogSpec(Format.COMBINED, file.toString(), rollSize, keep, queue);
        return new AccessLog(spec, Executors.defaultThreadFactory(), System.out);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after ten seconds").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void aCombinedLineIsAsOtherServersWriteIt() {
        assertThat(AccessLine.of(Format.COMBINED, entry("/a?b", null)))
                .isEqualTo("1.2.3.4 - - [02/Jan/2026:03:04:05 +0000] \"GET /a?b HTTP/1.1\" 200 2 \"-\" \"-\"\n");
    }

    @Test
    void hostileInputStaysInsideItsQuotes() {
        String line = AccessLine.of(Format.COMBINED, entry("/" + HOSTILE, HOSTILE));
        assertThat(line.chars().filter(c -> c == '"').count()).isEqualTo(6);
        assertThat(line.strip()).matches("[ -~]+");
        assertThat(line).contains("a\\x22b\\x5Cc\\x0D\\x0Ad\\x00\\xE9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", HOSTILE, "\"}\n{\"status\":500", "\ud800"})
    void aJsonLineIsOneObjectWhateverItHolds(String hostile) {
        String line = AccessLine.of(Format.JSON, entry("/x", hostile));
        assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        int statuses = 0;
        int depth = 0;
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                depth = Math.max(depth, json.streamReadContext().getNestingDepth());
                statuses += "status".equals(json.getString()) ? 1 : 0;
            }
        }
        assertThat(depth).isEqualTo(1);
        assertThat(statuses).isEqualTo(1);
    }

    @Test
    void aFileIsRolledBySizeAndOnlySoManyAreKept() throws IOException {
        Path file = folder.resolve("logs/access.log");
        LogFile rolling = new LogFile(file, 100, 2);
        for (int i = 0; i < 6; i++) {
            rolling.append(i + "x".repeat(58) + "\n");
        }
        rolling.close();
        try (var files = Files.list(folder.resolve("logs"))) {
            assertThat(files.map(it -> it.getFileName().toString()))
                    .containsExactlyInAnyOrder("access.log", "access.log.1", "access.log.2");
        }
        assertThat(Files.readString(file)).startsWith("5");
        assertThat(Files.readString(folder.resolve("logs/access.log.2"))).startsWith("3");
    }

    @Test
    void aFileThatIsNotKeptBeginsAnew() throws IOException {
        Path file = folder.resolve("access.log");
        LogFile rolling = new LogFile(file, 10, 0);
        rolling.append("0123456789");
        rolling.append("next");
        rolling.close();
        assertThat(folder).isDirectoryNotContaining(it -> !it.equals(file));
        assertThat(Files.readString(file)).isEqualTo("next");
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsDroppedAndCounted() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch writing = new CountDownLatch(1);
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                writing.countDown();
                try {
                    stuck.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        AccessLogSpec spec = new AccessLogSpec(Format.COMBINED, null, new DataSize(100), 1, 16);
        try (PrintStream console = new PrintStream(slow, true, StandardCharsets.UTF_8);
                AccessLog log = new AccessLog(spec, Executors.defaultThreadFactory(), console)) {
            log.start();
            log.offer(entry("/first", null));
            writing.await();
            for (int i = 0; i < 20; i++) {
                log.offer(entry("/more", null));
            }
            assertThat(log.dropped()).isEqualTo(4);
            stuck.countDown();
            eventually(() -> log.written() == 17);
        }
    }

    @Test
    void aFullDiskLosesLinesAndRecoversByItself() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path file = folder.resolve("access.log");
        Files.createSymbolicLink(file, full);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.class);
        told.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(told);
        try (AccessLog log = log(file, DataSize.ofMiB(1), 1, 100)) {
            log.start();
            for (int i = 1; i <= 3; i++) {
                int sent = i;
                log.offer(entry("/lost", null));
                eventually(() -> log.dropped() == sent);
            }
            Files.delete(file);
            log.offer(entry("/kept", null));
            eventually(() -> log.written() == 1);
            assertThat(log.dropped()).isEqualTo(3);
        }
        logger.detachAppender(told);
        logger.setLevel(null);
        assertThat(Files.readAllLines(file)).singleElement().asString().contains("/kept");
        assertThat(told.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR, Level.INFO);
    }

    /** The disk was full in the middle of a line: the next one was written behind its first half. */
    @Test
    void halfALineIsEndedBeforeTheNextOneIsWritten() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        Path file = folder.resolve("access.log");
        Files.createSymbolicLink(file, full);
        LogFile log = new LogFile(file, 1000, 1);
        assertThatThrownBy(() -> log.append("lost\n")).isInstanceOf(IOException.class);
        Files.delete(file);
        Files.writeString(file, "whole\nhal");
        log.append("next\n");
        log.append("last\n");
        log.close();
        assertThat(file).hasContent("whole\nhal\nnext\nlast\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whole\n", "\n"})
    void aFileThatEndsWithALineIsOnlyAddedTo(String before) throws IOException {
        Path file = folder.resolve("access.log");
        Files.writeString(file, before);
        LogFile log = new LogFile(file, 1000, 1);
        log.append("next\n");
        log.close();
        assertThat(file).hasContent(before + "next\n");
    }

    @Test
    void whatWaitsIsWrittenBeforeTheLogIsClosed() throws IOException {
        Path file = folder.resolve("access.log");
        AccessLog log = log(file, DataSize.ofMiB(1), 1, 1000);
        for (int i = 0; i < 900; i++) {
            log.offer(entry("/" + i, null));
        }
        log.start();
        log.close();
        assertThat(Files.readAllLines(file)).hasSize(900).last().asString().contains("/899");
    }

    @Test
    void anAccessLogThatIsOffWritesNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AccessLogSpec spec = new AccessLogSpec(Format.OFF, null, new DataSize(100), 1, 16);
        try (AccessLog log = new AccessLog(
                spec, Executors.defaultThreadFactory(), new PrintStream(out, true, StandardCharsets.UTF_8))) {
            log.start();
            assertThat(log.isOn()).isFalse();
        }
        assertThat(List.of(out.size())).containsExactly(0);
    }
}
