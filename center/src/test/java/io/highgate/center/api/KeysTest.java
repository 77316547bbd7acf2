package io.highgate.center.api;

import io.highgate.center.access.KeyDesk.Given;
import io.highgate.store.audit.AuditQuery;
import io.highgate.store.key.KeyKind;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys are given out and taken back, and it is noted who did. */
class KeysTest {

    private static final TestCenter CENTER = new TestCenter();
    private static final String ADMIN = CENTER.operator("admin");
    private static final String KEYS = "/api/center/keys";

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aNewKeyWorksAtOnceAndItsSecretIsToldOnce() {
        HttpResponse<String> made = CENTER.post(KEYS, ADMIN, "{\"kind\":\"provider\",\"subject\":\"CRM\"}");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.body()).contains("\"subject\":\"crm\"", "\"safeSecret\":");
        String location = made.headers().firstValue("Location").orElseThrow();
        assertThat(CENTER.get(location, ADMIN).body()).doesNotContain("safeSecret");
        assertThat(CENTER.get(KEYS, ADMIN).body()).doesNotContain("safeSecret");
        String secret = made.body().replaceAll("(?s).*\"safeSecret\":\"([^\"]+)\".*", "$1");
        String safeKey = location.substring(location.lastIndexOf('/') + 1);
        assertThat(CENTER.get("/api/auth/me", TestCenter.basic(safeKey, secret)).body())
                .contains("\"role\":\"provider\"", "[\"crm\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"kind\":\"robot\",\"subject\":\"a\"}",
                "{\"kind\":\"provider\",\"subject\":\"no spaces\"}",
                "{\"kind\":\"provider\",\"subject\":\"a\",\"role\":\"admin\"}",
                "{\"kind\":\"operator\",\"subject\":\"ann\"}",
                "{\"kind\":\"operator\",\"subject\":\"ann\",\"role\":\"root\"}",
                "{\"kind\":\"gateway\",\"subject\":\"\\u0000\"}",
                "{\"kind\":\"gateway\",\"subject\":\"a\",\"safeSecret\":\"mine\"}",
            })
    void badWishesAreRefused(String body) {
        HttpResponse<String> refused = CENTER.post(KEYS, ADMIN, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("\"problems\":[");
    }

    @Test
    void aChangeThatWasBasedOnAnOlderVersionIsRefused() {
        Given key = CENTER.key(KeyKind.GATEWAY, "edge", null);
        String path = KEYS + "/" + key.key().safeKey();
        String tag = CENTER.get(path, ADMIN).headers().firstValue("ETag").orElseThrow();

        assertThat(CENTER.post(path + "/disable", ADMIN, null, "If-Match", tag).statusCode())
                .isEqualTo(200);
        assertThat(CENTER.post(path + "/enable", ADMIN, null, "If-Match", tag).statusCode())
                .isEqualTo(412);
        assertThat(CENTER.post(path + "/enable", ADMIN, null, "If-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(CENTER.post(KEYS + "/nobody/rotate", ADMIN, null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void everyChangeIsNotedWithoutSecrets() {
        HttpResponse<String> made =
                CENTER.post(KEYS, ADMIN, "{\"kind\":\"gateway\",\"subject\":\"noted\"}", "X-Request-ID", "req-77");
        String secret = made.body().replaceAll("(?s).*\"safeSecret\":\"([^\"]+)\".*", "$1");

        String page = CENTER.get("/api/center/audit?requestId=req-77", ADMIN).body();

        assertThat(made.headers().firstValue("X-Request-ID")).contains("req-77");
        assertThat(page).contains("\"action\":\"key.create\"", "GATEWAY noted, generation 1", "\"who\":\"key hk-");
        assertThat(page).doesNotContain(secret);
    }

    @Test
    void theAuditLogIsExportedAsAWholeAndReadInPages() {
        for (int i = 0; i < 7; i++) {
            CENTER.key(KeyKind.PROVIDER, "exported", null);
        }

        HttpResponse<String> export = CENTER.get("/api/center/audit/export?cell=exported", ADMIN);
        String page =
                CENTER.get("/api/center/audit?cell=exported&limit=3", ADMIN).body();
        String next = page.replaceAll("(?s).*\"next\":(\\d+).*", "$1");

        assertThat(export.body().lines()).hasSize(7).allMatch(it -> it.contains("key.create"));
        assertThat(CENTER.get("/api/center/audit?cell=exported&limit=1000&before=" + next, ADMIN)
                        .body())
                .contains("\"items\":[{")
                .doesNotContain("\"next\"");
        assertThat(CENTER.audit.find(AuditQuery.youngest(1))).isNotEmpty();
        for (String bad : new String[] {"since=yesterday", "to=1", "before=x", "limit=0"}) {
            assertThat(CENTER.get("/api/center/audit?" + bad, ADMIN).statusCode())
                    .isEqualTo(400);
        }
    }
}
