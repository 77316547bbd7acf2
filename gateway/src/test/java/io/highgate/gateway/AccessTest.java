package io.highgate.gateway;

import io.highgate.store.session.Session;
import io.highgate.testkit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may call, by sessions. */
class AccessTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "fedcba9876543210fedcba9876543210";

    private final Origin origin = Origin.echoing();
    private final RunningGateway gateway = RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            login: {}
            access: {by: session}
            routes:
              - {name: all, upstream: origin}
              - {name: open, path: /open, access: {}, upstream: origin}
              - {name: maybe, path: /maybe, access: {by: session, optional: true}, upstream: origin}
              - {name: admins, path: /admins, access: {by: session, roles: [admin, root]}, upstream: origin}
              - {name: scoped, path: /scoped, access: {by: session, scopes: [read]}, upstream: origin}
              - {name: own, path: "/users/{user}", access: {by: session, claims: {username: "{user}"}}, upstream: origin}
              - name: told
                path: "/told/{user}/{x}"
                access: {by: session}
                claims:
                  toHeaders: {X-Name: username, X-First: {claim: username, index: 0, delimiter: "|"}}
                  toQuery: {uid: username}
                  toPath: {user: {claim: username, index: 1, delimiter: "-|"}}
                rewrite: "/users/{user}/{x}"
                upstream: origin
              - name: made
                path: "/made/{user}"
                access: {by: session, claims: {first: "{user}"}}
                claims:
                  add: {first: {claim: username, index: 0, delimiter: "|"}}
                  toHeaders: {X-First: first}
                  toPath: {second: {claim: username, index: 1, delimiter: "|"}}
                rewrite: "/users/{second}/of/{user}"
                upstream: origin
              - name: untold
                path: "/untold"
                access: {by: session}
                claims: {toHeaders: {X-Mail: email}}
                upstream: origin
            """.formatted(origin.port()));

    @BeforeEach
    void twoAreLoggedIn() {
        open(TOKEN, "ada", "client");
        open(OTHER, "root", "admin");
    }

    private void open(String token, String user, String role) {
        Instant now = Instant.now();
        Session session = new Session(token, user, role, List.of(), now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private String ask(String path, String fields) {
        return gateway.ask("GET " + path + " HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    private String as(String token, String path) {
        return ask(path, "Authorization: Bearer " + token + "\r\n");
    }

    @Test
    void whoIsLoggedInMayCall() {
        assertThat(as(TOKEN, "/x")).startsWith("HTTP/1.1 200");
        assertThat(ask("/x", "authorization: bearer   " + TOKEN + "\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer 0123456789abcdef0123456789abcdee\r\n",
                "Authorization: Bearer 0123456789ABCDEF0123456789ABCDEF\r\n",
                "Authorization: Bearer 0123456789abcdef0123456789abcdef0\r\n",
                "Authorization: Bearer 0123456789abcdef0123456789abcde\r\n",
                "Authorization: Bearer\r\n",
                "Authorization: Basic 0123456789abcdef0123456789abcdef\r\n",
                "Authorization: 0123456789abcdef0123456789abcdef\r\n",
                "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\nAuthorization: Bearer x\r\n",
                "Cookie: session=0123456789abcdef0123456789abcdef\r\n",
            })
    void nobodyElseMay(String fields) {
        assertThat(ask("/x", fields))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer\r\n", "\"code\":\"UNAUTHORIZED\"")
                .doesNotContain("0123456789");
    }

    @Test
    void aRouteCanBeOpenToAll() {
        assertThat(ask("/open", "")).startsWith("HTTP/1.1 200");
        assertThat(as("0123456789abcdef0123456789abcdee", "/open")).startsWith("HTTP/1.1 200");
    }

    @Test
    void whoMayStayUnknownMustNotLie() {
        assertThat(ask("/maybe", "")).startsWith("HTTP/1.1 200");
        assertThat(as(TOKEN, "/maybe")).startsWith("HTTP/1.1 200");
        assertThat(as("0123456789abcdef0123456789abcdee", "/maybe")).startsWith("HTTP/1.1 401");
    }

    @Test
    void rolesScopesAndClaimsAreAskedFor() {
        assertThat(as(OTHER, "/admins")).startsWith("HTTP/1.1 200");
        assertThat(as(TOKEN, "/admins")).startsWith("HTTP/1.1 403").contains("\"code\":\"FORBIDDEN\"", "admin, root");
        assertThat(as(OTHER, "/scoped")).startsWith("HTTP/1.1 403").contains("none of the scopes [read]");
        assertThat(as(TOKEN, "/users/ada")).startsWith("HTTP/1.1 200");
        assertThat(as(TOKEN, "/users/root")).startsWith("HTTP/1.1 403");
        assertThat(as(TOKEN, "/users/%61da")).startsWith("HTTP/1.1 200");
        assertThat(ask("/admins", "")).startsWith("HTTP/1.1 401");
    }

    @Test
    void whatIsKnownOfTheCallerIsToldInsteadOfWhatTheClientSays() {
        open("22222222222222222222222222222222", "a b&|c/d?-../e", "client");
        String answer = ask(
                "/told/root/y?uid=root&x=1&UID=2&%75id=3",
                "Authorization: Bearer 22222222222222222222222222222222\r\nX-Name: root\r\nx-first: root\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 200")
                .contains("GET /users/c%2Fd%3F/y?x=1&UID=2&uid=a%20b%26%7Cc%2Fd%3F-..%2Fe HTTP/1.1")
                .containsOnlyOnce("X-Name: a b&|c/d?-../e")
                .containsOnlyOnce("X-First: a b&")
                .doesNotContain("root");
    }

    @Test
    void aClaimThatTheCallerLacksIsNotMadeUp() {
        assertThat(as(TOKEN, "/untold")).startsWith("HTTP/1.1 403").contains("the claim email is missing");
        assertThat(as(TOKEN, "/told/x/y")).startsWith("HTTP/1.1 403"); // one part only
        open("33333333333333333333333333333333", "a|..", "client");
        assertThat(as("33333333333333333333333333333333", "/told/x/y")).startsWith("HTTP/1.1 400");
    }

    @Test
    void claimsAreMadeOfOthersBeforeAnybodyLooksAtThem() {
        open("55555555555555555555555555555555", "ada|a/b", "client");
        assertThat(as("55555555555555555555555555555555", "/made/ada"))
                .startsWith("HTTP/1.1 200")
                .contains("GET /users/a%2Fb/of/ada HTTP/1.1", "X-First: ada");
        assertThat(as("55555555555555555555555555555555", "/made/eve")).startsWith("HTTP/1.1 403");
        assertThat(as(TOKEN, "/made/ada")).startsWith("HTTP/1.1 403"); // one part only
        assertThat(ask("/made/ada", "")).startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__Host-highgate-session=" + TOKEN, "__Host-highgate-session-company=" + TOKEN})
    void cookiesOfTheGatewayAreNobodyElsesBusiness(String own) {
        assertThat(ask("/open", "Cookie: a=b; " + own + "; c=d\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("Cookie: a=b; c=d\r\n")
                .doesNotContain(TOKEN);
    }

    @Test
    void whoLoggedInElsewhereIsNobodyHere() {
        open("44444444444444444444444444444444", "company:ada", "company:admin");
        assertThat(as("44444444444444444444444444444444", "/x")).startsWith("HTTP/1.1 401");
    }

    @Test
    void aClosedSessionCountsForNothingAtOnce() {
        assertThat(as(TOKEN, "/x")).startsWith("HTTP/1.1 200");
        gateway.stores().sessions().close(TOKEN).toCompletableFuture().join();
        assertThat(as(TOKEN, "/x")).startsWith("HTTP/1.1 401");
    }
}
