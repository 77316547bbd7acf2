package io.highgate.center.api;

import io.highgate.center.patrol.PatrolRules;
import io.highgate.store.memory.MemoryNews;
import io.highgate.store.news.NewsStore;
import io.highgate.testkit.Await;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How requests went is told to one center, and asked of any. */
class RedTest {

    private static final PatrolRules SOON = new PatrolRules(
            Duration.ofMillis(50), Duration.ofSeconds(5), 3, Duration.ofMillis(50), Duration.ofMillis(20), 16);
    private static final NewsStore NEWS = new MemoryNews();
    private static final TestCenter CENTER = new TestCenter(it -> it, it -> it, NEWS, SOON);
    private static final TestCenter OTHER = new TestCenter(it -> it, it -> it, NEWS, SOON);
    private static final String GATEWAY = CENTER.gateway();
    private static final String VIEWER = CENTER.operator("viewer");
    private static final String ELSEWHERE = OTHER.operator("viewer");

    @AfterAll
    static void close() {
        CENTER.close();
        OTHER.close();
    }

    private static String span(String trace, String cell) {
        return "{\"trace_id\":\"" + trace + "\",\"span_id\":\"s1\",\"cell\":\"" + cell
                + "\",\"path\":\"/a\",\"status_code\":200,\"duration_ms\":12.5}";
    }

    private static String durations(long... micros) {
        Histogram all = new Histogram(2);
        Arrays.stream(micros).forEach(all::recordValue);
        ByteBuffer buffer = ByteBuffer.allocate(all.getNeededByteBufferCapacity());
        int length = all.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    @Test
    void aSpanIsToldAndAskedAsBefore() {
        HttpResponse<String> told = CENTER.post("/api/governance/ingest", GATEWAY, span("t1", "CRM"));

        assertThat(told.body().strip()).isEqualTo("{\"ok\":true}");
        assertThat(CENTER.get("/api/governance/metrics?cell=crm", VIEWER).body())
                .startsWith("{\"request_total\":1,\"success_total\":1,\"success_rate\":1,\"duration_ms_avg\":12.5,");
        assertThat(CENTER.get("/api/governance/traces?trace_id=t1", VIEWER).body())
                .startsWith("{\"trace_id\":\"t1\",\"spans\":[{\"span_id\":\"s1\",\"cell\":\"crm\",\"path\":\"/a\","
                        + "\"status_code\":200,\"duration_ms\":12.5,\"ts\":");
        assertThat(CENTER.get("/api/governance/metrics", VIEWER).body())
                .startsWith("{\"cells\":{")
                .contains("\"crm\":{\"request_total\":1");
        Await.until(
                "the other center answers alike",
                () -> OTHER.get("/api/governance/metrics?cell=crm", ELSEWHERE)
                        .body()
                        .equals(CENTER.get("/api/governance/metrics?cell=crm", VIEWER)
                                .body()));
    }

    @Test
    void aGatewayReportsManyAtOnce() {
        String body = "{\"gateway\":\"edge\",\"from\":1000,\"to\":2000,\"cells\":["
                + "{\"cell\":\"pay\",\"route\":\"a\",\"status\":{\"2xx\":2,\"5xx\":1},\"total\":3,\"failed\":1,"
                + "\"durations\":\"" + durations(1_000, 1_000, 3_000) + "\"},"
                + "{\"cell\":\"pay\",\"route\":\"b\",\"total\":1,\"failed\":0}],"
                + "\"spans\":[" + span("t2", "pay") + "]}";

        HttpResponse<String> taken = CENTER.post("/api/center/red", GATEWAY, body);

        assertThat(taken.statusCode()).isEqualTo(202);
        assertThat(taken.body().strip()).isEqualTo("{\"cells\":2,\"spans\":1}");
        assertThat(CENTER.get("/api/governance/metrics?cell=pay", VIEWER).body())
                .startsWith("{\"request_total\":4,\"success_total\":3,\"success_rate\":0.75,");
        Await.until(
                "the other center knows the trace",
                () -> OTHER.get("/api/governance/traces?trace_id=t2", ELSEWHERE).statusCode() == 200);
    }

    private static String report(String more) {
        return "{\"gateway\":\"edge\",\"from\":1,\"to\":2," + more.replace('\'', '"') + "}";
    }

    @Test
    void routesAreAskedForByCellAndName() {
        String body = report("'cells':["
                + "{'cell':'shop','route':'read','status':{'2xx':2,'5xx':1},'total':4,'failed':2,'durations':'"
                + durations(1_000, 1_000, 1_000, 3_000)
                + "'},{'cell':'shop','route':'write','total':1,'failed':0},"
                + "{'cell':'ship','route':'read','total':5,'failed':5}]");
        CENTER.post("/api/center/red", GATEWAY, body);

        assertThat(CENTER.get("/api/center/red?cell=shop&limit=1", VIEWER).body())
                .startsWith("{\"items\":[{\"cell\":\"shop\",\"route\":\"read\",\"total\":4,\"failed\":2,"
                        + "\"status\":{\"1xx\":0,\"2xx\":2,\"3xx\":0,\"4xx\":0,\"5xx\":1},\"average\":1.5")
                .contains("\"p50\":1.002,", "\"p99\":3}", "\"total\":2,\"next\":\"shop/read\"}");
        assertThat(CENTER.get("/api/center/red?cell=SHOP&after=shop/read", VIEWER)
                        .body())
                .startsWith("{\"items\":[{\"cell\":\"shop\",\"route\":\"write\",\"total\":1,")
                .doesNotContain("next");
        Await.until(
                "the other center answers alike",
                () -> OTHER.get("/api/center/red?route=read&cell=ship", ELSEWHERE)
                        .body()
                        .startsWith("{\"items\":[{\"cell\":\"ship\",\"route\":\"read\",\"total\":5,\"failed\":5,"));
    }

    @Test
    void routesAreForViewersAndBadQuestionsAreRefused() {
        assertThat(CENTER.get("/api/center/red", GATEWAY).statusCode()).isEqualTo(403);
        assertThat(CENTER.get("/api/center/red", null).statusCode()).isEqualTo(401);
        assertThat(CENTER.get("/api/center/red?cell=a%20b", VIEWER).body()).contains("cell: ");
        assertThat(CENTER.get("/api/center/red?limit=1001", VIEWER).body()).contains("limit: ");
        assertThat(CENTER.get("/api/center/red?cell=a&cell=b", VIEWER).body()).contains("cell: ");
        assertThat(CENTER.get("/api/center/red?cell=silent", VIEWER).body().strip())
                .isEqualTo("{\"items\":[],\"total\":0}");
    }

    @Test
    void aTraceHasAllThatGatewaysTell() {
        String span = span("t9", "crm")
                .replace("}", ",'parent_id':'p1','route':'r','instance':'10.0.0.7:80','method':'GET'}");
        CENTER.post("/api/center/red", GATEWAY, report("'spans':[" + span + "]"));

        assertThat(CENTER.get("/api/center/traces?trace_id=t9", VIEWER).body().strip())
                .endsWith("\"parent_id\":\"p1\",\"route\":\"r\",\"instance\":\"10.0.0.7:80\",\"method\":\"GET\","
                        + "\"gateway\":\"edge\"}]}");
        assertThat(CENTER.get("/api/governance/traces?trace_id=t9", VIEWER).body())
                .doesNotContain("parent_id", "gateway");
        assertThat(CENTER.get("/api/center/traces?trace_id=none", VIEWER).statusCode())
                .isEqualTo(404);
        assertThat(CENTER.get("/api/center/traces", VIEWER).statusCode()).isEqualTo(400);
        assertThat(CENTER.get("/api/center/traces?trace_id=t9", GATEWAY).statusCode())
                .isEqualTo(403);
    }

    @Test
    void aReportThatIsSentAgainCountsOnce() {
        String body = report("'id':'7','cells':[{'cell':'once','route':'a','total':3,'failed':0}]");
        assertThat(CENTER.post("/api/center/red", GATEWAY, body).statusCode()).isEqualTo(202);
        assertThat(CENTER.post("/api/center/red", GATEWAY, body).statusCode()).isEqualTo(202);

        assertThat(CENTER.get("/api/governance/metrics?cell=once", VIEWER).body())
                .startsWith("{\"request_total\":3,");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id ->'id':'7 8'",
                "id ->'id':''",
                "id ->'id':7",
                "gateway ->'gateway':7",
                "cells ->'cells':{}",
                "cells[0].route ->'cells':[{'cell':'bad','route':7,'total':1,'failed':0}]",
                "cells[0].cell ->'cells':[{'cell':'../bad','route':'a','total':1,'failed':0}]",
                "cells[0].total ->'cells':[{'cell':'bad','route':'a','total':1000000001,'failed':0}]",
                "spans[0].parent_id ->'spans':[{'trace_id':'t','span_id':'s','cell':'bad','path':'/','status_code':200,"
                        + "'duration_ms':1,'parent_id':'p p'}]",
                "spans[0].method ->'spans':[{'trace_id':'t','span_id':'s','cell':'bad','path':'/','status_code':200,"
                        + "'duration_ms':1,'method':[]}]",
                "spans[0].instance ->'spans':[{'trace_id':'t','span_id':'s','cell':'bad','path':'/','status_code':200,"
                        + "'duration_ms':1,'instance':7}]",
            })
    void aForgedReportIsRefusedWithThePlaceOfItsFault(String fault) {
        String[] parts = fault.split(" ->", 2);
        String body = report(parts[1]);
        HttpResponse<String> refused = CENTER.post(
                "/api/center/red",
                GATEWAY,
                parts[0].equals("gateway") ? body.replace("\"gateway\":\"edge\",", "") : body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(parts[0] + ": ");
        assertThat(CENTER.get("/api/center/red?cell=bad", VIEWER).body()).contains("\"total\":0");
    }

    @Test
    void whatNobodyToldIsZeroOrNotFound() {
        assertThat(CENTER.get("/api/governance/metrics?cell=silent", VIEWER).body())
                .startsWith("{\"request_total\":0,\"success_total\":0,\"success_rate\":0,");
        assertThat(CENTER.get("/api/governance/metrics?cell=a%20b", VIEWER).statusCode())
                .isEqualTo(400);
        assertThat(CENTER.get("/api/governance/traces?trace_id=none", VIEWER).statusCode())
                .isEqualTo(404);
        assertThat(CENTER.get("/api/governance/traces", VIEWER).body())
                .startsWith("{\"code\":\"BAD_REQUEST\",\"message\":\"trace_id: is missing");
    }

    @Test
    void whoMayTellMayNotAlwaysAsk() {
        String body = span("t3", "mine");
        assertThat(CENTER.post("/api/governance/ingest", CENTER.provider("mine"), body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(CENTER.post("/api/governance/ingest", CENTER.provider("other"), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(CENTER.post("/api/governance/ingest", CENTER.operator("operator"), body)
                        .statusCode())
                .isEqualTo(200);
        assertThat(CENTER.post("/api/governance/ingest", VIEWER, body).statusCode())
                .isEqualTo(403);
        assertThat(CENTER.post("/api/governance/ingest", null, body).statusCode())
                .isEqualTo(401);
        assertThat(CENTER.post("/api/center/red", CENTER.provider("mine"), "{}").statusCode())
                .isEqualTo(403);
        assertThat(CENTER.get("/api/governance/metrics", GATEWAY).statusCode()).isEqualTo(403);
    }

    @Test
    void allThatIsMissingIsNamed() {
        assertThat(CENTER.post("/api/governance/ingest", GATEWAY, "{}").body())
                .startsWith("{\"code\":\"BAD_REQUEST\",\"message\":")
                .contains("trace_id", "span_id", "cell", "path", "status_code", "duration_ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'status_code':200 -> 'status_code':99",
                "'status_code':200 -> 'status_code':'200'",
                "'duration_ms':12.5 -> 'duration_ms':-1",
                "'duration_ms':12.5 -> 'duration_ms':1e9",
                "'cell':'crm' -> 'cell':'a b'",
                "'trace_id':'t' -> 'trace_id':'t t'",
            })
    void badSpansAreRefused(String change) {
        String[] parts = change.replace('\'', '"').split(" -> ", 2);
        HttpResponse<String> refused =
                CENTER.post("/api/governance/ingest", GATEWAY, span("t", "crm").replace(parts[0], parts[1]));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(parts[1].substring(1, parts[1].indexOf(':') - 1) + ": ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'total':1,'failed':2",
                "'total':-1,'failed':0",
                "'total':1,'failed':0,'status':{'2xx':2}",
                "'total':1,'failed':0,'status':{'9xx':1}",
                "'total':1,'failed':0,'status':[]",
                "'total':1,'failed':0,'durations':'forged'",
                "'total':1,'failed':0,'durations':'TWO'",
            })
    void aReportWithAFaultIsRefusedWhole(String fault) {
        String cell = fault.replace('\'', '"').replace("TWO", durations(1, 2));
        String body = "{\"gateway\":\"edge\",\"from\":1,\"to\":2,\"cells\":["
                + "{\"cell\":\"whole\",\"total\":1,\"failed\":0},{\"cell\":\"whole\"," + cell + "}]}";

        HttpResponse<String> refused = CENTER.post("/api/center/red", GATEWAY, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("cells[1].");
        assertThat(CENTER.get("/api/governance/metrics?cell=whole", VIEWER).body())
                .startsWith("{\"request_total\":0");
    }

    @Test
    void itIsKnownWhenACellWasProbedLast() {
        Instant before = Instant.now().minusSeconds(1);
        String body = "{\"cell\":\"probed\",\"base_url\":\"http://10.9.0.1:80\"}";
        CENTER.post("/api/governance/register", CENTER.operator("operator"), body);

        Await.until(
                "it was probed",
                () -> CENTER.get("/api/governance/cells", VIEWER)
                        .body()
                        .matches("(?s).*\"probed\"[^}]*\"last_check_at\":\"[^\"]+Z\".*"));
        Instant asked = CENTER.center.patrol().lastAsked("probed/10.9.0.1:80");
        assertThat(asked).isAfter(before);
        assertThat(CENTER.center.patrol().lastAsked("probed/unknown")).isNull();
    }
}
