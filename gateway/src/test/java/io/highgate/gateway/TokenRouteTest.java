package io.highgate.gateway;

import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.OpenIdProvider;
import io.highgate.testkit.Await;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Routes that want a token, before a provider that is really asked. */
class TokenRouteTest {

    private final OpenIdProvider provider = new OpenIdProvider();

    @AfterEach
    void stop() {
        provider.close();
    }

    private RunningGateway jwt(String settings) {
        return RunningGateway.of("""
                authenticators: {sso: {jwt: {issuer: "%s", audience: [shop], call: {timeout: 30s}, %s}}}
                routes: [{name: all, access: {by: [sso], scopes: [read]}, respond: {body: hello}}]
                """.formatted(provider.issuer(), settings));
    }

    private static String ask(RunningGateway gateway, String fields) {
        return gateway.ask("GET / HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n");
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "\r\n";
    }

    @Test
    void aGoodTokenOpensTheRouteAndNothingElseDoes() {
        try (RunningGateway gateway = jwt("cooldown: 1h")) {
            String token = provider.accessToken(",\"scope\":\"read\"");
            assertThat(ask(gateway, bearer(token))).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, bearer(token))).as("remembered").startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "authorization: bEARER   " + token + "\r\n"))
                    .startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "")).startsWith("HTTP/1.1 401").contains("no credential was shown");
            assertThat(ask(gateway, bearer(token.substring(0, token.length() - 2))))
                    .startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, "Authorization: Basic " + token + "\r\n")).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, bearer(token) + bearer(token)))
                    .startsWith("HTTP/1.1 401")
                    .contains("there are two credentials");
            assertThat(ask(gateway, bearer(provider.accessToken("")))).startsWith("HTTP/1.1 403");
            assertThat(ask(gateway, bearer("a".repeat(8193))))
                    .startsWith("HTTP/1.1 401")
                    .contains("larger than 8192 octets");
            assertThat(ask(gateway, bearer(Issuer.SECOND.token(Issuer.claims(provider.issuer(), Instant.now(), "")))))
                    .startsWith("HTTP/1.1 401")
                    .contains("key is not known");
            assertThat(provider.keyFetches()).isEqualTo(1);
        }
    }

    @Test
    void aKeyThatIsNewIsFetchedWhenATokenNamesIt() {
        try (RunningGateway gateway = jwt("cooldown: 1s")) {
            assertThat(ask(gateway, bearer(provider.accessToken(",\"scope\":\"read\""))))
                    .startsWith("HTTP/1.1 200");
            String old = provider.accessToken(",\"scope\":\"read\"");
            assertThat(ask(gateway, bearer(old))).startsWith("HTTP/1.1 200");
            provider.rotate(Issuer.SECOND);
            String token = provider.accessToken(",\"scope\":\"read\"");
            Await.until(
                    "the new key is known", () -> ask(gateway, bearer(token)).startsWith("HTTP/1.1 200"));
            assertThat(ask(gateway, bearer(old)))
                    .as("what was remembered under a key that is gone")
                    .startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void anIssuerThatIsAwayHarmsNobodyWhoseKeyIsKnown() {
        String yaml = """
                authenticators: {sso: {jwt: {issuer: "%s", audience: [shop], call: {timeout: 30s}, cooldown: 1s}}}
                routes: [{name: %s, access: {by: [sso]}, respond: {body: hello}}]
                """;
        try (RunningGateway gateway = RunningGateway.of(yaml.formatted(provider.issuer(), "a"))) {
            assertThat(ask(gateway, bearer(provider.accessToken("")))).startsWith("HTTP/1.1 200");
            provider.away(true);
            assertThat(ask(gateway, bearer(provider.accessToken(",\"n\":1")))).startsWith("HTTP/1.1 200");
            assertThat(gateway.gateway().publish(RunningGateway.spec(yaml.formatted(provider.issuer(), "b"))))
                    .isInstanceOf(Publication.Accepted.class);
            assertThat(ask(gateway, bearer(provider.accessToken(",\"n\":2"))))
                    .as("keys outlive a configuration")
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void withoutAnyKeysTheAnswerIsThatTheyAreAwayAndItHealsByItself() {
        provider.away(true);
        try (RunningGateway gateway = jwt("cooldown: 1s")) {
            String token = provider.accessToken(",\"scope\":\"read\"");
            assertThat(ask(gateway, bearer(token))).startsWith("HTTP/1.1 503").contains("Retry-After");
            provider.away(false);
            Await.until("keys came", () -> ask(gateway, bearer(token)).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void aProviderThatSpeaksOfAnotherIssuerIsNotBelieved() {
        provider.discovery(it -> it.replace("\"issuer\":\"http://127.0.0.1", "\"issuer\":\"http://127.0.0.2"));
        try (RunningGateway gateway = jwt("cooldown: 1s")) {
            assertThat(ask(gateway, bearer(provider.accessToken("")))).startsWith("HTTP/1.1 503");
            assertThat(provider.keyFetches()).isZero();
        }
    }

    @Test
    void aProviderThatNamesKeysWithoutEncryptionElsewhereIsNotFollowed() {
        provider.discovery(it -> it.replaceFirst("\"jwks_uri\":\"[^\"]*\"", "\"jwks_uri\":\"http://192.0.2.1/keys\""));
        try (RunningGateway gateway = jwt("cooldown: 1s")) {
            assertThat(ask(gateway, bearer(provider.accessToken("")))).startsWith("HTTP/1.1 503");
        }
    }

    @Test
    void aTokenMayComeInAnotherFieldOrACookie() {
        try (RunningGateway gateway = jwt("header: X-Token, cookie: token")) {
            String token = provider.accessToken(",\"scope\":\"read\"");
            assertThat(ask(gateway, "X-Token: " + token + "\r\n")).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, "Cookie: a=b; token=" + token + "\r\n")).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, bearer(token))).startsWith("HTTP/1.1 401");
            assertThat(ask(gateway, "Cookie: token=\r\n")).startsWith("HTTP/1.1 401");
        }
    }

    @Test
    void aSharedSecretNeedsNobodyElse() {
        String secret = "0123456789abcdef0123456789abcdef";
        try (RunningGateway gateway = jwt("keys: {shared: " + secret + "}")) {
            String claims = Issuer.claims(provider.issuer(), Instant.now(), ",\"scope\":\"read\"");
            assertThat(ask(gateway, bearer(Issuer.shared(Issuer.octets(secret), claims))))
                    .startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, bearer(Issuer.FIRST.token(claims)))).startsWith("HTTP/1.1 401");
            assertThat(provider.keyFetches()).isZero();
        }
    }

    @Test
    void opaqueTokensAreAskedAboutOnceAndLastAsLongAsTheyMay() {
        String yaml = """
                authenticators:
                  sso:
                    introspection:
                      {url: "%s/introspect", clientId: gateway, clientSecret: "a secret of a client",
                       rememberGood: 0s, rememberBad: 1h, call: {timeout: 30s}}
                routes: [{name: all, access: {by: [sso]}, respond: {body: hello}}]
                """.formatted(provider.issuer());
        try (RunningGateway gateway = RunningGateway.of(yaml)) {
            provider.knows("good", "{\"active\":true,\"sub\":\"alice\"}");
            provider.knows("late", "{\"active\":true,\"sub\":\"alice\",\"exp\":1}");
            provider.knows("odd", "{\"active\":\"true\",\"sub\":\"alice\"}");
            assertThat(ask(gateway, bearer("good"))).startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, bearer("late"))).startsWith("HTTP/1.1 401").contains("has expired");
            assertThat(ask(gateway, bearer("odd"))).startsWith("HTTP/1.1 401");
            int before = provider.introspections();
            assertThat(ask(gateway, bearer("late"))).as("remembered as bad").startsWith("HTTP/1.1 401");
            assertThat(provider.introspections()).isEqualTo(before);
            provider.away(true);
            assertThat(ask(gateway, bearer("good"))).as("within the grace").startsWith("HTTP/1.1 200");
            assertThat(ask(gateway, bearer("other"))).startsWith("HTTP/1.1 503");
            provider.away(false);
            provider.knows("good", "{\"active\":false}");
            assertThat(ask(gateway, bearer("good"))).as("revoked").startsWith("HTTP/1.1 401");
            provider.away(true);
            assertThat(ask(gateway, bearer("good")))
                    .as("no grace for what was revoked")
                    .startsWith("HTTP/1.1 401");
        }
    }
}
