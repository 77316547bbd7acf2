package io.highgate.gateway;

import io.highgate.gateway.identity.key.ApiKeys;
import io.highgate.testkit.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may call, by keys of applications. */
@Timeout(60)
class AppKeyTest {

    private static final String KEY = "hgk_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private final Origin origin = Origin.echoing();
    private final RunningGateway gateway = RunningGateway.of(
            """
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            authenticators:
              apps: {apiKey: {keys: {shop: {hash: '%s', roles: partner}, old: {hash: '%s', enabled: false}}}}
              inQuery: {apiKey: {header: X-App-Key, query: key, keys: {shop: {hash: '%s'}}}}
            access: {by: apps}
            routes:
              - {name: all, upstream: origin}
              - {name: partners, path: /partners, access: {by: apps, roles: [partner]}, upstream: origin}
              - {name: admins, path: /admins, access: {by: apps, roles: [admin]}, upstream: origin}
              - {name: query, path: /query, access: {by: inQuery}, upstream: origin}
            """.formatted(origin.port(), ApiKeys.hash(KEY), ApiKeys.hash(KEY + "old"), ApiKeys.hash(KEY)));

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private String ask(String path, String fields) {
        return gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    @Test
    void aKeyOpensWhatItsOwnerMayAndGoesNoFurther() {
        assertThat(ask("/", "x-api-key: " + KEY + "\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContain(KEY);
        assertThat(ask("/partners", "X-Api-Key: " + KEY + "\r\n")).startsWith("HTTP/1.1 200 ");
        assertThat(ask("/admins", "X-Api-Key: " + KEY + "\r\n")).startsWith("HTTP/1.1 403 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Api-Key: hgk_\r\n",
                "X-Api-Key:\r\n",
                "X-Api-Key: " + KEY + "old\r\n",
                "X-Api-Key: " + KEY + "x\r\n",
                "X-Api-Key: " + KEY + "\r\nX-Api-Key: " + KEY + "\r\n",
                "X-Api-Key: " + KEY + ", " + KEY + "\r\n"
            })
    void aKeyThatCountsForNothingIsToldByItsOwnCode(String fields) {
        assertThat(ask("/", fields)).startsWith("HTTP/1.1 401 ").contains("\"code\":\"INVALID_APP_KEY\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-App-Key: " + KEY + "\r\n", "Authorization: Bearer " + KEY + "\r\n"})
    void withoutAKeyItIsNobody(String fields) {
        assertThat(ask("/?key=" + KEY, fields)).startsWith("HTTP/1.1 401 ").contains("\"code\":\"UNAUTHORIZED\"");
    }

    @Test
    void aKeyInTheQueryCountsOnlyWhereThatIsAllowed() {
        assertThat(ask("/query?a=b&key=" + KEY + "&c", ""))
                .startsWith("HTTP/1.1 200 ")
                .contains("GET /query?a=b&c HTTP/1.1")
                .doesNotContain(KEY);
        assertThat(ask("/query?key=" + KEY + "x", ""))
                .startsWith("HTTP/1.1 401 ")
                .contains("INVALID_APP_KEY");
        assertThat(ask("/query?key=" + KEY, "X-App-Key: " + KEY + "\r\n"))
                .startsWith("HTTP/1.1 401 ")
                .contains("more than one key");
        assertThat(ask("/query?mykey=" + KEY, "")).startsWith("HTTP/1.1 401 ").contains("UNAUTHORIZED");
    }
}
