package io.highgate.gateway.center.red;

import io.highgate.testkit.Await;
import io.highgate.testkit.FakeTime;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What was counted reaches a center once, however long none was there; and nothing grows meanwhile. */
class TellingTest {

    private static final long MILLI = 1_000_000;

    private final FakeTime time = new FakeTime();
    private final Counted counted = Counted.by(2, time);
    private final Telling telling = new Telling(new Telling.Means(
            counted, this::post, time, () -> Instant.ofEpochMilli(time.nanos() / MILLI), new SplittableRandom(1)));
    private final List<String> sent = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private int status = 202;
    private boolean isAway;
    private boolean answers = true;
    private long gathered;

    private @Nullable Post post() {
        return isAway ? null : this::send;
    }

    private CompletableFuture<Integer> send(String body) {
        sent.add(body);
        if (!answers) {
            taken.add(body); // it was counted, and the answer is lost
            return CompletableFuture.failedFuture(new IOException("reset"));
        }
        if (status == 202) {
            taken.add(body);
        }
        return CompletableFuture.completedFuture(status);
    }

    private Pen pen(String cell, String route) {
        return Objects.requireNonNull(counted.ledger().pen(cell, route));
    }

    private void ask(Pen pen, int times) {
        for (int i = 0; i < times; i++) {
            pen.record(i % 2, 200, MILLI);
        }
    }

    private void round() {
        time.pass(Duration.ofSeconds(10));
        telling.round();
    }

    /** As a center counts them: by kind, each id once. */
    private Map<String, Long> counts() throws JsonException {
        Set<String> known = new HashSet<>();
        Map<String, Long> counts = new TreeMap<>();
        for (String body : taken) {
            Fields fields = Fields.read(body);
            if (known.add(fields.text("id"))) {
                for (Fields it : fields.objects("cells")) {
                    counts.merge(it.text("cell") + "/" + it.text("route"), it.number("total", 1, 1L << 40), Long::sum);
                }
            }
            assertThat(fields.problems()).isEmpty();
        }
        return counts;
    }

    @Test
    void eachIntervalIsToldAsWhatItIs() throws JsonException, DataFormatException {
        Pen pen = pen("crm", "read");
        pen.record(0, 200, 3 * MILLI);
        pen.record(1, 200, 3 * MILLI);
        pen.record(1, 404, MILLI);
        pen.record(0, 502, MILLI);
        pen.record(0, 0, MILLI);
        round();

        Fields report = Fields.read(sent.getFirst());
        assertThat(report.text("gateway")).isEqualTo("gateway");
        assertThat(report.number("from", 0, 10_000)).isZero();
        assertThat(report.number("to", 0, 10_000)).isEqualTo(10_000);
        Fields crm = report.objects("cells").getFirst();
        assertThat(crm.number("total", 0, 100)).isEqualTo(5);
        assertThat(crm.number("failed", 0, 100)).isEqualTo(3);
        assertThat(sent.getFirst()).contains("\"status\":{\"2xx\":2,\"4xx\":1,\"5xx\":1}");
        Histogram durations = Histogram.decodeFromCompressedByteBuffer(
                ByteBuffer.wrap(Base64.getDecoder().decode(crm.text("durations"))), 0);
        assertThat(durations.getTotalCount()).isEqualTo(5);
        assertThat(durations.getCountAtValue(3_000)).isEqualTo(2);
        round();
        assertThat(sent).as("nothing happened").hasSize(1);
        ask(pen, 7);
        round();
        assertThat(sent.getLast()).contains("\"from\":20000,\"to\":30000", "\"total\":7,\"failed\":0");
    }

    @Test
    void whileNoCenterIsThereAllOfItBecomesOneReport() throws JsonException {
        Pen pen = pen("crm", "read");
        isAway = true;
        for (int i = 0; i < 50; i++) {
            ask(pen, 10);
            round();
        }
        assertThat(sent).isEmpty();
        isAway = false;
        round();
        round();

        assertThat(counts()).isEqualTo(Map.of("crm/read", 500L));
        assertThat(sent).hasSize(2);
        assertThat(telling.told()).isEqualTo(500);
        assertThat(telling.untold()).isZero();
    }

    @Test
    void whatIsTooOldIsGivenUpAndCounted() throws JsonException {
        Pen pen = pen("crm", "read");
        isAway = true;
        for (int i = 0; i < 6 * 60; i++) {
            ask(pen, 1);
            round();
        }
        isAway = false;
        round();
        round();

        long told = counts().getOrDefault("crm/read", 0L);
        assertThat(told).isBetween(60L, 121L);
        assertThat(telling.told()).isEqualTo(told);
        assertThat(telling.untold()).isEqualTo(360 - told);
    }

    @Test
    void aReportWhoseAnswerIsLostIsSentAgainAsItWas() throws JsonException {
        Pen pen = pen("crm", "read");
        ask(pen, 3);
        answers = false;
        round();
        ask(pen, 4);
        round();
        answers = true;
        round();
        round();

        assertThat(sent.get(1)).isEqualTo(sent.get(0));
        assertThat(counts()).isEqualTo(Map.of("crm/read", 7L));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void whatMayBeTakenLaterWaits(int refusal) throws JsonException {
        ask(pen("crm", "read"), 3);
        status = refusal;
        round();
        status = 202;
        round();

        assertThat(counts()).isEqualTo(Map.of("crm/read", 3L));
        assertThat(telling.untold()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 413, 415})
    void whatACenterNeverTakesIsGivenUpAndWhatComesLaterIsNot(int refusal) throws JsonException {
        Pen pen = pen("crm", "read");
        ask(pen, 3);
        status = refusal;
        round();
        status = 202;
        ask(pen, 4);
        round();

        assertThat(counts()).isEqualTo(Map.of("crm/read", 4L));
        assertThat(telling.untold()).isEqualTo(3);
    }

    @Test
    void aLargeReportIsSeveralLettersThatCentersTake() throws JsonException {
        SplittableRandom random = new SplittableRandom(3);
        List<Pen> pens = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            Pen pen = pen("crm", "route " + i);
            pens.add(pen);
            for (int k = 0; k < 20; k++) {
                pen.record(k % 2, 200, random.nextLong(5_000 * MILLI));
            }
        }
        round();

        assertThat(sent).hasSizeGreaterThan(2).allMatch(it -> it.length() < 1_000_000);
        assertThat(counts())
                .hasSize(2_500)
                .allSatisfy((kind, count) -> assertThat(count).isEqualTo(20));
        assertThat(pens).hasSize(2_500);
    }

    @Test
    void tooManyKindsAreNotCounted() {
        List<Pen> pens = new ArrayList<>();
        for (int i = 0; i < Ledger.MOST; i++) {
            pens.add(pen("cell-" + i, "r"));
        }

        assertThat(counted.ledger().pen("one-more", "r")).isNull();
        assertThat(pen("cell-7", "r")).isSameAs(pens.get(7));
        assertThat(counted.ledger().lines()).isEqualTo(Ledger.MOST);
    }

    @Test
    void whatNobodyCountsAnyMoreIsForgottenAfterItWasRead() {
        ask(pen("gone", "r"), 5);
        Await.until("nobody has its pen", () -> {
            System.gc();
            Sums sums = new Sums(0);
            counted.ledger().gather(sums);
            gathered += sums.requests();
            return counted.ledger().lines() == 0;
        });

        assertThat(gathered).isEqualTo(5);
    }

    @Test
    void spansAreBoundedBySecondAndInAll() {
        for (int second = 0; second < 40; second++) {
            for (int i = 0; i < 60; i++) {
                if (counted.spans().hasRoom()) {
                    counted.spans().add(span("t" + second));
                }
            }
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(counted.spans().dropped()).isEqualTo(40 * 60 - Spans.MOST);
        round();

        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().split("\"trace_id\"", -1)).hasSize(Spans.MOST + 1);
        assertThat(sent.getFirst())
                .contains("{\"trace_id\":\"t0\",\"span_id\":\"s\",\"parent_id\":\"p\",\"cell\":\"crm\",\"route\":\"r\","
                        + "\"method\":\"GET\",\"path\":\"/a\",\"status_code\":200,\"instance\":\"10.0.0.7:80\","
                        + "\"duration_ms\":1.5,\"ts\":17}");
    }

    private static Span span(String trace) {
        return new Span(trace, "s", "p", "crm", "r", "GET", "/a", 200, "10.0.0.7:80", 17, 1_500_000);
    }
}
