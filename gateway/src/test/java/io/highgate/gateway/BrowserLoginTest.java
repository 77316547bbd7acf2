package io.highgate.gateway;

import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.OpenIdProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A browser logs in at a provider that is really asked, and what others make of that. */
class BrowserLoginTest {

    private static final String PAGE = "Accept: text/html,application/xhtml+xml\r\n";

    private final OpenIdProvider provider = new OpenIdProvider();
    private final RunningGateway gateway = RunningGateway.of("""
            authenticators:
              company:
                oidc:
                  {issuer: "%s", clientId: gateway, clientSecret: "a secret of a client",
                   publicUrl: "https://shop.example.com", scopes: [profile], call: {timeout: 30s}}
            routes: [{name: all, path: "/app/{*rest}", access: {by: [company]}, respond: {body: hello}}]
            """.formatted(provider.issuer()));

    @AfterEach
    void stop() {
        gateway.close();
        provider.close();
    }

    /** A login that the browser has come back from: its cookie, and where the provider sent it. */
    private record Back(String cookie, String target) {}

    /** What a browser says of a form on a page of ours. */
    private static final String OWN_PAGE = "Origin: https://shop.example.com\r\nSec-Fetch-Site: same-origin\r\n";

    private String ask(String method, String target, String fields) {
        return gateway.ask(method + " " + target + " HTTP/1.1\r\nHost: shop.example.com\r\n" + fields + "\r\n");
    }

    private static String field(String answer, String name) {
        Matcher field = Pattern.compile("(?mi)^" + name + ": ([^\r\n]*)").matcher(answer);
        assertThat(field.find()).as(name + " in " + answer).isTrue();
        return field.group(1);
    }

    private static String cookie(String answer, String name) {
        Matcher field =
                Pattern.compile("(?mi)^Set-Cookie: (" + name + "=[^;\r\n]*)").matcher(answer);
        assertThat(field.find()).as(name + " in " + answer).isTrue();
        return field.group(1);
    }

    /** Asks the provider as the browser does, and says where it sends it. */
    private static String follow(String location) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(location)).build(), HttpResponse.BodyHandlers.ofString());
            return answer.headers().firstValue("Location").orElseThrow();
        }
    }

    private Back begin(String page) throws IOException, InterruptedException {
        String sent = ask("GET", page, PAGE);
        assertThat(sent).startsWith("HTTP/1.1 303");
        String back = follow(field(sent, "Location"));
        assertThat(back).startsWith("https://shop.example.com/api/auth/callback/company?");
        return new Back(
                cookie(sent, "__Host-highgate-login-company"), back.substring("https://shop.example.com".length()));
    }

    private String finish(Back back) {
        return ask("GET", back.target(), "Cookie: " + back.cookie() + "\r\n");
    }

    private String session() throws IOException, InterruptedException {
        return cookie(finish(begin("/app/")), "__Host-highgate-session-company");
    }

    @Test
    void aBrowserLogsInComesBackToItsPageAndStaysLoggedIn() throws Exception {
        String sent = ask("GET", "/app/orders?id=7", PAGE);
        Map<String, String> asked =
                OpenIdProvider.form(URI.create(field(sent, "Location")).getRawQuery());
        assertThat(asked)
                .containsEntry("scope", "openid profile")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("redirect_uri", "https://shop.example.com/api/auth/callback/company");
        assertThat(field(sent, "Set-Cookie")).contains("; Path=/; Secure; HttpOnly; SameSite=Lax");
        assertThat(field(sent, "Cache-Control")).isEqualTo("no-store");

        String welcome = finish(begin("/app/orders?id=7"));
        assertThat(welcome).startsWith("HTTP/1.1 303");
        assertThat(field(welcome, "Location")).isEqualTo("/app/orders?id=7");
        assertThat(welcome).contains("__Host-highgate-login-company=; Path=/").doesNotContain("eyJ");
        String session = cookie(welcome, "__Host-highgate-session-company");
        assertThat(session).matches("__Host-highgate-session-company=[0-9a-f]{32}");
        assertThat(ask("GET", "/app/", "Cookie: " + session + "\r\n")).startsWith("HTTP/1.1 200");
        String form = "Cookie: " + session + "\r\nContent-Length: 0\r\n";
        assertThat(ask("POST", "/app/", form + OWN_PAGE)).startsWith("HTTP/1.1 200");
        assertThat(ask("POST", "/app/", form)).startsWith("HTTP/1.1 401");
        assertThat(ask("POST", "/app/", form + "Sec-Fetch-Site: same-site\r\n")).startsWith("HTTP/1.1 401");
        assertThat(ask("POST", "/app/", form + "Origin: https://evil.example.com\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | Accept: text/html\\r\\nContent-Length: 0\\r\\n
            GET  | Accept: application/json\\r\\n
            GET  | Accept: */*\\r\\n
            GET  | X: y\\r\\n
            GET  | Accept: text/html\\r\\nSec-Fetch-Mode: cors\\r\\n
            GET  | Accept: text/html\\r\\nSec-Fetch-Mode: no-cors\\r\\n
            HEAD | Accept: text/html\\r\\n
            """)
    void whatIsNoPersonOnTheWayToAPageIsAnswered401(String method, String fields) {
        String request = method + " /app/ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                + fields.strip().replace("\\r\\n", "\r\n") + "\r\n";
        try (var wire = gateway.connect()) {
            assertThat(wire.send(request).readHead()).startsWith("HTTP/1.1 401").doesNotContain("Set-Cookie");
        }
    }

    @Test
    void aCallbackCountsInTheBrowserThatBeganOnly() throws Exception {
        Back mine = begin("/app/");
        Back foreign = begin("/app/");
        assertThat(ask("GET", mine.target(), "")).as("no cookie").startsWith("HTTP/1.1 401");
        assertThat(finish(new Back(foreign.cookie(), mine.target())))
                .as("login CSRF")
                .startsWith("HTTP/1.1 401")
                .doesNotContain("Set-Cookie");
        assertThat(finish(mine)).startsWith("HTTP/1.1 303");
        assertThat(finish(mine)).as("a second time").startsWith("HTTP/1.1 401").contains("used already");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "=", "%", "é", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void aCookieThatWeDidNotSealCountsForNothing(String value) throws Exception {
        Back back = begin("/app/");
        assertThat(finish(new Back("__Host-highgate-login-company=" + value, back.target())))
                .startsWith("HTTP/1.1 401");
        String sealed = back.cookie();
        char last = sealed.charAt(sealed.length() - 3);
        String changed = sealed.substring(0, sealed.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + sealed.substring(sealed.length() - 2);
        assertThat(finish(new Back(changed, back.target()))).startsWith("HTTP/1.1 401");
    }

    @Test
    void aCodeOfAnotherLoginIsNotTaken() throws Exception {
        Back mine = begin("/app/");
        Back foreign = begin("/app/");
        String code =
                OpenIdProvider.form(URI.create(foreign.target()).getRawQuery()).get("code");
        String target = mine.target().replaceFirst("code=[^&]*", "code=" + code);
        assertThat(finish(new Back(mine.cookie(), target)))
                .as("code injection: PKCE holds it")
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void anAnswerOfAnotherProviderIsNotTaken() throws Exception {
        Back back = begin("/app/");
        assertThat(finish(new Back(back.cookie(), back.target() + "&iss=https%3A%2F%2Fevil.example")))
                .startsWith("HTTP/1.1 401")
                .contains("another provider");
        assertThat(finish(new Back(back.cookie(), back.target() + "&state=x"))).startsWith("HTTP/1.1 401");
        assertThat(finish(new Back(back.cookie(), back.target().replaceFirst("code=[^&]*", "error=access_denied"))))
                .startsWith("HTTP/1.1 401")
                .contains("let nobody in");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "nonce":"       | "nonce":"x        | another login
            "nonce":        | "n":              | another login
            "aud":"gateway" | "aud":"other"     | meant for others
            "aud":"gateway" | "aud":["gateway","other"]                    | another client
            "aud":"gateway" | "aud":["gateway","other"],"azp":"other"      | another client
            "aud":"gateway" | "aud":"gateway","azp":"other"                | another client
            "iss":"http     | "iss":"https      | another issuer
            "sub":"alice"   | "sub":""          | 'sub'
            """)
    void anIdTokenThatIsNotForThisLoginOpensNoSession(String claim, String instead, String reason) throws Exception {
        provider.idClaims(it -> it.replace(claim, instead));
        String answer = finish(begin("/app/"));
        assertThat(answer).startsWith("HTTP/1.1 401").contains(reason).doesNotContain("highgate-session");
    }

    @Test
    void anIdTokenThatSomebodyElseSignedOpensNoSession() throws Exception {
        provider.signer(Issuer.SECOND);
        assertThat(finish(begin("/app/"))).startsWith("HTTP/1.1 401").doesNotContain("highgate-session");
    }

    @Test
    void nobodyIsSentAnywhereElseAfterALogin() throws Exception {
        for (String page :
                new String[] {"/app//evil.example", "/app/%5cevil.example", "/app/?u=https://evil.example"}) {
            String to = field(finish(begin(page)), "Location");
            assertThat(to).startsWith("/app/").doesNotStartWith("//");
        }
    }

    @Test
    void aSessionIsANewOneEachTimeAndEndsWhenItsOwnerLeaves() throws Exception {
        String planted = "__Host-highgate-session-company=" + "a".repeat(32);
        Back back = begin("/app/");
        String welcome = ask("GET", back.target(), "Cookie: " + back.cookie() + "; " + planted + "\r\n");
        String session = cookie(welcome, "__Host-highgate-session-company");
        assertThat(session).isNotEqualTo(planted);
        assertThat(ask("GET", "/app/", "Cookie: " + planted + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/app/", "Cookie: " + session + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/api/auth/logout/company", "Cookie: " + session + "\r\n"))
                .as("a link or an image logs nobody out")
                .startsWith("HTTP/1.1 404");
        String leave = "Cookie: " + session + "\r\nContent-Length: 0\r\n";
        assertThat(ask("POST", "/api/auth/logout/company", leave))
                .as("nor does a form of another site")
                .startsWith("HTTP/1.1 401");
        String bye = ask("POST", "/api/auth/logout/company", leave + OWN_PAGE);
        assertThat(field(bye, "Location")).startsWith(provider.issuer() + "/bye?client_id=gateway");
        assertThat(bye).contains("__Host-highgate-session-company=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
        assertThat(ask("GET", "/app/", "Cookie: " + session + "\r\n")).startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/app/", "Cookie: " + session + "\r\n" + PAGE)).startsWith("HTTP/1.1 303");
    }

    @Test
    void sessionsOfALoginCountWhereThatLoginDoesOnly() throws Exception {
        String token = session().substring("__Host-highgate-session-company=".length());
        assertThat(ask("GET", "/app/", "Authorization: Bearer " + token + "\r\n"))
                .startsWith("HTTP/1.1 401");
        assertThat(ask("GET", "/app/", "Cookie: __Host-highgate-session-other=" + token + "\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aProviderThatIsAwayIsSaidToBe() throws Exception {
        Back back = begin("/app/");
        String session = session();
        provider.away(true);
        assertThat(ask("GET", "/app/", "Cookie: " + session + "\r\n"))
                .as("who is logged in does not notice")
                .startsWith("HTTP/1.1 200");
        assertThat(finish(back)).startsWith("HTTP/1.1 503");
    }
}
