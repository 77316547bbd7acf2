package io.highgate.center.api;

import io.highgate.store.audit.AuditQuery;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Instances list themselves, beat, drain and leave. */
class InstancesTest {

    private static final TestCenter CENTER = new TestCenter();
    private static final String BODY = "{\"host\":\"10.0.0.7\",\"port\":8080,\"lease\":60000,\"beat\":20000}";

    @AfterAll
    static void close() {
        CENTER.close();
    }

    private static String path(String cell, String id) {
        return "/api/center/cells/" + cell + "/instances/" + id;
    }

    @Test
    void anInstanceIsNewOnceAndKnownFromThenOn() {
        String key = CENTER.provider("crm");

        HttpResponse<String> first = CENTER.put(path("crm", "10.0.0.7:8080"), key, BODY);
        HttpResponse<String> second = CENTER.put(path("crm", "10.0.0.7:8080"), key, BODY);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.body().strip())
                .isEqualTo("{\"cell\":\"crm\",\"id\":\"10.0.0.7:8080\",\"lease\":60000,\"beat\":20000}");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(CENTER.get("/api/center/cells/crm", CENTER.operator("viewer"))
                        .body())
                .contains("\"up\":1", "\"state\":\"up\"");
    }

    @Test
    void aChangeIsNotedAndARepetitionIsNot() {
        String key = CENTER.provider("notes");
        CENTER.put(path("notes", "a"), key, BODY);
        CENTER.put(path("notes", "a"), key, BODY);
        CENTER.put(path("notes", "a"), key, BODY.replace("}", ",\"weight\":5}"));

        assertThat(CENTER.audit.find(new AuditQuery(null, null, null, "notes", null, null, 10)))
                .extracting(it -> it.action())
                .containsExactly("instance.change", "instance.register", "key.create");
    }

    @Test
    void metricsCountTheInstancesOfEachCellInEachState() {
        String key = CENTER.provider("counted");
        CENTER.put(path("counted", "a"), key, BODY);
        CENTER.put(path("counted", "b"), key, BODY.replace("8080", "8081"));
        CENTER.post(path("counted", "b") + "/drain", key, null);

        assertThat(CENTER.get("/metrics", CENTER.operator("viewer")).body())
                .contains(
                        "highgate_center_cell_instances{cell=\"counted\",state=\"up\"} 1.0",
                        "highgate_center_cell_instances{cell=\"counted\",state=\"draining\"} 1.0",
                        "highgate_center_cell_instances{cell=\"counted\",state=\"down\"} 0.0");
    }

    @Test
    void aBeatIsHeardUntilTheInstanceIsGone() {
        String key = CENTER.provider("beats");
        CENTER.put(path("beats", "a"), key, BODY);

        assertThat(CENTER.post(path("beats", "a") + "/beat", key, null).statusCode())
                .isEqualTo(204);
        assertThat(CENTER.call("DELETE", path("beats", "a"), key, null).statusCode())
                .isEqualTo(204);
        assertThat(CENTER.call("DELETE", path("beats", "a"), key, null).statusCode())
                .isEqualTo(404);
        HttpResponse<String> late = CENTER.post(path("beats", "a") + "/beat", key, null);
        assertThat(late.statusCode()).isEqualTo(404);
        assertThat(late.body()).contains("\"code\":\"UNKNOWN_INSTANCE\"");
    }

    @Test
    void whoDrainsGetsNothingNewUntilRestored() {
        String key = CENTER.provider("drains");
        CENTER.put(path("drains", "a"), key, BODY);

        assertThat(CENTER.post(path("drains", "a") + "/drain", key, null).body())
                .contains("\"state\":\"draining\"");
        assertThat(CENTER.get("/api/center/instances?cell=drains&state=draining", CENTER.gateway())
                        .body())
                .contains("\"total\":1");
        assertThat(CENTER.post(path("drains", "a") + "/restore", key, null).body())
                .contains("\"state\":\"up\"");
    }

    @Test
    void aKeyServesItsOwnCellOnly() {
        HttpResponse<String> other = CENTER.put(path("crm", "x"), CENTER.provider("erp"), BODY);

        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(CENTER.put(path("crm", "x"), CENTER.gateway(), BODY).statusCode())
                .isEqualTo(403);
        assertThat(CENTER.put(path("crm", "x"), CENTER.operator("viewer"), BODY).statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyOperatorsListWhatStays() {
        String standing = "{\"host\":\"10.0.0.7\",\"port\":8080,\"lease\":0}";

        assertThat(CENTER.put(path("stays", "a"), CENTER.provider("stays"), standing)
                        .statusCode())
                .isEqualTo(403);
        assertThat(CENTER.put(path("stays", "a"), CENTER.operator("operator"), standing)
                        .statusCode())
                .isEqualTo(201);
        assertThat(CENTER.standing.find("stays/a")).isNotNull();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        HttpResponse<String> response = CENTER.put(
                path("bad", "a"),
                CENTER.provider("bad"),
                "{\"host\":\"169.254.169.254\",\"port\":70000,\"weight\":-1,\"lease\":10000,\"beat\":9000,\"colour\":\"red\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("host:", "port:", "weight:", "beat:", "colour:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                     | 400",
                "[]                                    | 400",
                "{\"host\":\"127.0.0.1\",\"port\":80}  | 400",
                "{\"host\":\"localhost\",\"port\":80}  | 400",
                "{\"host\":\"0x7f.1\",\"port\":80}     | 400",
                "{\"host\":\"::ffff:169.254.1.1\",\"port\":80} | 400",
                "{\"host\":\"a\",\"port\":80,\"id\":\"other\"} | 400",
                "{\"host\":\"a\",\"port\":80,\"cell\":\"other\"} | 400",
                "{\"host\":\"a\",\"port\":80,\"host\":\"b\"} | 400",
            })
    void badBodiesAreRefused(String body, int status) {
        assertThat(CENTER.put(path("bad", "a"), CENTER.provider("bad"), body).statusCode())
                .isEqualTo(status);
    }

    @Test
    void bodiesOfAnotherTypeOrSizeAreRefused() {
        String key = CENTER.provider("bad");

        assertThat(CENTER.call("PUT", path("bad", "a"), key, BODY, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(CENTER.put(path("bad", "a"), key, "{\"host\":\"" + "x".repeat(1_100_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(CENTER.call("PUT", path("bad", "a"), key, null).statusCode()).isEqualTo(400);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() {
        String key = CENTER.provider("pages");
        for (String id : new String[] {"a", "b", "c"}) {
            CENTER.put(path("pages", id), key, BODY);
        }
        String gateway = CENTER.gateway();

        String first =
                CENTER.get("/api/center/instances?cell=pages&limit=2", gateway).body();
        String second = CENTER.get("/api/center/instances?cell=pages&limit=2&after=pages/b", gateway)
                .body();

        assertThat(first).contains("\"id\":\"a\"", "\"id\":\"b\"", "\"next\":\"pages/b\"");
        assertThat(second).contains("\"id\":\"c\"").doesNotContain("\"id\":\"b\"", "\"next\"");
        for (String bad : new String[] {"limit=0", "limit=1001", "limit=x", "state=ill", "limit=1&limit=2"}) {
            assertThat(CENTER.get("/api/center/instances?" + bad, gateway).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatTheCallerHasIsNotSentAgain() {
        CENTER.put(path("tags", "a"), CENTER.provider("tags"), BODY);
        String gateway = CENTER.gateway();
        String path = "/api/center/cells/tags";
        String tag = CENTER.get(path, gateway).headers().firstValue("ETag").orElseThrow();

        assertThat(CENTER.get(path, gateway, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(CENTER.get(path, gateway, "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
        HttpResponse<String> head = CENTER.call("HEAD", path, gateway, null);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).isGreaterThan(50);
    }
}
