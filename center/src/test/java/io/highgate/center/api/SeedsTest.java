package io.highgate.center.api;

import io.highgate.center.access.KeyDesk.Given;
import io.highgate.store.key.KeyKind;
import io.highgate.testkit.Await;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers who were there before are answered in the shapes they know. */
class SeedsTest {

    private static final TestCenter CENTER = TestCenter.with(it -> it.withOpenToLoopback(true));
    private static final String ADMIN = CENTER.operator("admin");

    @AfterAll
    static void close() {
        CENTER.close();
    }

    @Test
    void aCellIsRegisteredFoundAndTakenAwayByItsUrl() {
        HttpResponse<String> registered = CENTER.post(
                "/api/governance/register", null, "{\"cell\":\"CRM\",\"base_url\":\"http://10.1.0.1:9000/\"}");

        assertThat(registered.body().strip())
                .isEqualTo("{\"ok\":true,\"cell\":\"crm\",\"base_url\":\"http://10.1.0.1:9000\"}");
        assertThat(CENTER.get("/api/governance/discovery/crm", null).body().strip())
                .isEqualTo("{\"base_url\":\"http://10.1.0.1:9000\"}");
        assertThat(CENTER.get("/api/governance/health/cells", null).body())
                .contains("{\"cell\":\"crm\",\"base_url\":\"http://10.1.0.1:9000\",\"healthy\":true");
        assertThat(CENTER.call("DELETE", "/api/governance/register/crm", null, null)
                        .body()
                        .strip())
                .isEqualTo("{\"ok\":true,\"cell\":\"crm\"}");
        HttpResponse<String> gone = CENTER.get("/api/governance/discovery/crm", null);
        assertThat(gone.statusCode()).isEqualTo(503);
        assertThat(gone.body()).contains("\"code\":\"CELL_UNAVAILABLE\"").doesNotContain("requestId");
    }

    /** There was one URL for each cell before, and another one took its place. */
    @Test
    void aCellHasAsManyInstancesAsUrls() {
        for (String host : new String[] {"10.1.0.1", "10.1.0.2"}) {
            CENTER.post("/api/governance/register", null, "{\"cell\":\"two\",\"base_url\":\"http://" + host + ":80\"}");
        }

        assertThat(CENTER.get("/api/center/cells/two", null).body()).contains("\"instances\":2");
        Await.until(
                "both are chosen",
                () -> CENTER.get("/api/governance/discovery/two", null).body().contains("10.1.0.1"));
        Await.until(
                "both are chosen",
                () -> CENTER.get("/api/governance/discovery/two", null).body().contains("10.1.0.2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"cell\":\"a\"}",
                "{\"base_url\":\"http://10.0.0.1\"}",
                "{\"cell\":\"a b\",\"base_url\":\"http://10.0.0.1\"}",
                "{\"cell\":\"a\",\"base_url\":\"ftp://10.0.0.1\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://u:p@10.0.0.1\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://10.0.0.1/app\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://10.0.0.1:0\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://127.0.0.1:80\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://[::1]:80\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://169.254.169.254/\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://2130706433/\"}",
                "{\"cell\":\"a\",\"base_url\":\"http://metadata.google.internal\"}",
            })
    void badRegistrationsAreRefused(String body) {
        HttpResponse<String> refused = CENTER.post("/api/governance/register", null, body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("{\"code\":\"BAD_REQUEST\",\"message\":");
    }

    @Test
    void aGroupIsMadeAndItsGatewaysComeAndBeat() {
        String made = CENTER.post("/gateway-group/create", ADMIN, "{\"groupKey\":\"main\"}")
                .body();
        assertThat(made).startsWith("{\"code\":1,").contains("\"groupKey\":\"main\"");
        String body =
                "{\"groupKey\":\"main\",\"detailName\":\"gw-1\",\"detailAddress\":\"10.2.0.1:8000\",\"detailWeight\":3}";

        String joined =
                CENTER.post("/gateway-group-detail/register", null, body).body();
        String kept = CENTER.put(
                        "/gateway-group-detail/keep-alive",
                        null,
                        "{\"groupKey\":\"main\",\"addr\":\"10.2.0.1:8000\",\"weight\":3}")
                .body();

        assertThat(joined).contains("\"serverName\":\"main\"", "\"safeKey\":\"hk-", "\"safeSecret\":");
        assertThat(kept).contains("\"code\":1", "\"data\":\"main\"");
        assertThat(CENTER.get("/api/center/cells/gateway-group.main", null).body())
                .contains("\"lease\":30000", "\"weight\":3", "gw-1");
        HttpResponse<String> nobody = CENTER.post(
                "/gateway-group-detail/register", null, "{\"groupKey\":\"none\",\"detailAddress\":\"10.2.0.1:8000\"}");
        assertThat(nobody.statusCode()).isEqualTo(404);
        assertThat(nobody.body()).startsWith("{\"code\":0,");
    }

    @Test
    void aServiceBeatsWithItsKeyAndIsRegisteredByThat() {
        Given key = CENTER.key(KeyKind.PROVIDER, "orders", null);
        String body = "{\"safeKey\":\"" + key.key().safeKey() + "\",\"addr\":\"10.3.0.1:7000\"}";

        assertThat(CENTER.put("/gateway-server-detail/keep-alive", TestCenter.basic(key), body)
                        .body())
                .contains("\"data\":true");
        assertThat(CENTER.put("/gateway-server-detail/keep-alive", null, body).statusCode())
                .isEqualTo(200);
        assertThat(CENTER.get("/api/center/cells/orders", null).body()).contains("10.3.0.1:7000");
        assertThat(CENTER.put("/gateway-server-detail/keep-alive", CENTER.provider("other"), body)
                        .statusCode())
                .isEqualTo(403);
        assertThat(CENTER.put("/gateway-server-detail/keep-alive", CENTER.gateway(), body)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void anInterfaceIsDeclaredWithTheKeyInTheBody() {
        Given key = CENTER.key(KeyKind.PROVIDER, "pay", null);
        String body = "{\"serverUrl\":\"http://10.4.0.1\",\"safeKey\":\"%s\",\"safeSecret\":\"%s\","
                + "\"interfaceName\":\"PayApi\",\"methods\":[{\"methodName\":\"pay\",\"parameterType\":\"Order\","
                + "\"url\":\"/pay\",\"isAuth\":1,\"isHttp\":1,\"httpType\":\"POST\"}]}";
        String right = body.formatted(key.key().safeKey(), key.secret().reveal());
        String from = "X-Forwarded-For";

        assertThat(CENTER.post("/gateway-interface/create", null, right, from, "10.0.0.1")
                        .body())
                .contains("\"code\":1", "\"data\":true");
        assertThat(CENTER.interfaces.list("", 10))
                .anyMatch(it -> it.key().equals("pay/PayApi") && it.methods().size() == 1);
        assertThat(CENTER.post("/gateway-interface/create", null, body.formatted("hk-1", "x"), from, "10.0.0.1")
                        .statusCode())
                .isEqualTo(401);
        assertThat(CENTER.post("/gateway-interface/create", null, "{\"interfaceName\":\"A\"}", from, "10.0.0.1")
                        .statusCode())
                .isEqualTo(401);
        assertThat(CENTER.post(
                                "/gateway-interface/create",
                                null,
                                right.replace("\"isAuth\":1", "\"isAuth\":2"),
                                from,
                                "x")
                        .statusCode())
                .isEqualTo(400);
    }
}
