package io.highgate.gateway;

import io.highgate.gateway.identity.account.HashCost;
import io.highgate.gateway.identity.account.Passwords;
import io.highgate.store.user.User;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The built-in login over HTTP, on a real gateway with its stores in memory. */
@Timeout(120)
class LoginTest {

    private static final String RIGHT = "correct horse battery";
    private static final String SETTINGS = "routes: [{name: own, path: /own, respond: {status: 204}}]\n";
    private static final Passwords CHEAP = new Passwords(new HashCost(19 * 1024, 2, 1), new SecureRandom());
    private static final String HASH = CHEAP.hash(RIGHT);

    /** A gateway with jane, a client, and root, an administrator. */
    private static RunningGateway gateway(String login) {
        RunningGateway gateway = RunningGateway.of(SETTINGS + "login: {" + login + "}\n");
        add(gateway, "jane", "client");
        add(gateway, "root", "admin");
        return gateway;
    }

    private static void add(RunningGateway gateway, String name, String role) {
        gateway.stores().users().add(new User(name, HASH, role, List.of("crm"), true, Instant.now(), 1));
    }

    private static String post(String path, String fields, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: gate.test\r\n" + fields + "Content-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    /** The head of a login whose body comes later. */
    private static String head(String framing) {
        return "POST /api/auth/login HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n";
    }

    private static String logIn(RunningGateway gateway, String name, String password) {
        return gateway.ask(post(
                "/api/auth/login",
                "Content-Type: application/json\r\n",
                "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}"));
    }

    private static String token(String answer) {
        Matcher token = Pattern.compile("\"token\":\"([0-9a-f]{32})\"").matcher(answer);
        assertThat(token.find()).as(answer).isTrue();
        return token.group(1);
    }

    private static String as(RunningGateway gateway, String token, String method, String path) {
        return gateway.ask(method + " " + path + " HTTP/1.1\r\nHost: gate.test\r\nAuthorization: Bearer " + token
                + "\r\n" + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n");
    }

    @Test
    void anExistingClientLogsInAsksWhoItIsAndLogsOut() {
        try (RunningGateway gateway = gateway("")) {
            String answer = logIn(gateway, "jane", RIGHT);
            assertThat(answer)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Content-Type: application/json\r\n", "Cache-Control: no-store\r\n")
                    .contains("\"user\":{\"username\":\"jane\",\"role\":\"client\",\"allowedCells\":[\"crm\"]}}")
                    .doesNotContain("Set-Cookie");
            String token = token(answer);

            assertThat(as(gateway, token, "GET", "/api/auth/me"))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"username\":\"jane\",\"role\":\"client\",\"allowedCells\":[\"crm\"]}");
            assertThat(as(gateway, token, "POST", "/api/auth/logout")).startsWith("HTTP/1.1 200 ");
            assertThat(as(gateway, token, "GET", "/api/auth/me"))
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\"code\":\"UNAUTHORIZED\"", "WWW-Authenticate: Bearer\r\n");
            assertThat(as(gateway, token, "POST", "/api/auth/logout")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
        try (RunningGateway gateway = gateway("")) {
            Pattern id = Pattern.compile("[0-9a-f]{32}|Date: [^\r]*");
            String wrong =
                    id.matcher(logIn(gateway, "jane", "correct horse batterz")).replaceAll("-");
            String unknown = id.matcher(logIn(gateway, "nobody", RIGHT)).replaceAll("-");

            assertThat(wrong)
                    .startsWith("HTTP/1.1 401 ")
                    .contains("\"code\":\"UNAUTHORIZED\"")
                    .isEqualTo(unknown);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/json|{}|'username' is missing",
                "application/json|{\"username\":\"jane\"}|'password' is missing",
                "application/json|{\"username\":1,\"password\":[\"x\"]}|'username' is missing, or no text; 'password' is missing",
                "application/json|[\"jane\",\"x\"]|no JSON object",
                "application/json|\"jane\"|no JSON object",
                "application/json|{\"username\":\"jane\",\"password\":\"x\"|not the JSON of a login",
                "application/json|{\"username\":\"jane\",\"username\":\"root\",\"password\":\"x\"}|not the JSON of a login",
                "application/json|{\"username\":\"jane\",\"password\":\"x\"} {}|something follows",
                "application/json|{\"a\":[[[[[[1]]]]]],\"username\":\"jane\",\"password\":\"x\"}|not the JSON of a login",
                "application/json|{'username':'jane'}|not the JSON of a login",
                "application/json|{\"username\":\"\",\"password\":\"\"}|the user name is empty; the password is empty",
                "application/json|{\"username\":\"jane doe\",\"password\":\"x\"}|U+0020",
                "text/plain|{\"username\":\"jane\",\"password\":\"x\"}|Content-Type must be application/json",
                "application/x-www-form-urlencoded|username=jane|Content-Type must be application/json",
                "application/json; charset=utf-16|{}|Content-Type must be application/json",
            })
    void whatIsNoLoginIsToldWhatWouldBeOne(String type, String body, String problem) {
        try (RunningGateway gateway = RunningGateway.of(SETTINGS + "login: {adminPassword: \"" + RIGHT + "\"}\n")) {
            assertThat(gateway.ask(post("/api/auth/login", "Content-Type: " + type + "\r\n", body)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("\"code\":\"BAD_REQUEST\"")
                    .contains(problem);
        }
    }

    @Test
    void whatIsNotUtf8IsNoLogin() {
        try (RunningGateway gateway = gateway("");
                Wire client = gateway.connect()) {
            client.send(head("Content-Length: 3")).send(new byte[] {'{', (byte) 0xff, '}'});
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 400 ").contains("not UTF-8");
            assertThat(gateway.ask(post("/api/auth/login", "Content-Type: application/json\r\n", "")))
                    .contains("there is no body");
        }
    }

    /** By its length, and where that is not said, while it comes. */
    @Test
    void aLoginThatIsTooLongIsNotRead() {
        try (RunningGateway gateway = gateway("")) {
            String endless = "{\"username\":\"" + "x".repeat(9_000) + "\"}";
            assertThat(gateway.ask(post("/api/auth/login", "Content-Type: application/json\r\n", endless)))
                    .startsWith("HTTP/1.1 413 ");
            String chunked = head("Transfer-Encoding: chunked") + Integer.toHexString(endless.length()) + "\r\n"
                    + endless + "\r\n0\r\n\r\n";
            assertThat(gateway.ask(chunked)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aLoginMayComeInPieces() {
        try (RunningGateway gateway = gateway("");
                Wire client = gateway.connect()) {
            client.send(head("Transfer-Encoding: chunked"));
            for (char c : ("{\"username\":\"jane\",\"password\":\"" + RIGHT + "\"}").toCharArray()) {
                client.send("1\r\n" + c + "\r\n");
            }
            assertThat(client.send("0\r\n\r\n").readAnswer()).startsWith("HTTP/1.1 200 ");
            client.send("GET /api/auth/me HTTP/1.1\r\nHost: t\r\n\r\n");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void whoGoesAwayInTheMiddleOfALoginLeavesNothingBehind() {
        try (RunningGateway gateway = gateway("")) {
            try (Wire client = gateway.connect()) {
                client.send(head("Content-Length: 100") + "{\"username\":");
                Await.until("the request is under way", () -> gateway.gateway().inFlight() == 1);
            }
            Await.until("it is over", () -> gateway.gateway().inFlight() == 0);
        }
    }

    @Test
    void tooManyLoginsOfAnAddressWait() {
        try (RunningGateway gateway = gateway("ratePerAddress: 2")) {
            logIn(gateway, "jane", "wrong wrong wrong");
            logIn(gateway, "root", "wrong wrong wrong");
            assertThat(logIn(gateway, "jane", RIGHT))
                    .startsWith("HTTP/1.1 429 ")
                    .contains("\"code\":\"RATE_LIMIT\"")
                    .containsPattern("Retry-After: [1-9][0-9]?\r\n");
        }
    }

    @Test
    void loginCanBeSwitchedOffWhileSessionsGoOn() {
        try (RunningGateway gateway = gateway("")) {
            String token = token(logIn(gateway, "jane", RIGHT));
            gateway.gateway().publish(RunningGateway.spec(SETTINGS + "login: {enabled: false}\n"));

            assertThat(logIn(gateway, "jane", RIGHT))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("\"code\":\"SERVICE_UNAVAILABLE\"", "login");
            assertThat(as(gateway, token, "GET", "/api/auth/me")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void withoutLoginThereAreNoPagesAndAConfiguredRouteWins() {
        try (RunningGateway gateway = RunningGateway.of(SETTINGS)) {
            assertThat(logIn(gateway, "jane", RIGHT))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("NO_ROUTE");
        }
        try (RunningGateway gateway = RunningGateway.of(
                "routes: [{name: mine, path: '/api/{*rest}', respond: {status: 418}}]\nlogin: {}\n")) {
            assertThat(logIn(gateway, "jane", RIGHT)).startsWith("HTTP/1.1 418 ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/auth/login,POST",
        "DELETE,/api/auth/logout,POST",
        "DELETE,/api/auth/me,'GET, HEAD'",
        "PUT,/api/auth/sessions,'GET, HEAD, DELETE'",
        "GET,/api/auth/sessions/0123456789abcdef,DELETE"
    })
    void otherMethodsAreToldWhichWouldDo(String method, String path, String allowed) {
        try (RunningGateway gateway = gateway("")) {
            assertThat(as(gateway, "0".repeat(32), method, path))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: " + allowed + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/auth/", "/api/auth/Login", "/api/auth/login/", "/api/auth/sessions/a/b", "/api/authx"})
    void otherPathsAreNotItsOwn(String path) {
        try (RunningGateway gateway = gateway("")) {
            assertThat(as(gateway, "0".repeat(32), "DELETE", path))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("NO_ROUTE");
        }
    }

    @Test
    void sessionsAreListedByNameNeverByTokenAndEndedOneByOne() {
        try (RunningGateway gateway = gateway("")) {
            String here = token(logIn(gateway, "jane", RIGHT));
            String there = token(logIn(gateway, "jane", RIGHT));
            String list = as(gateway, here, "GET", "/api/auth/sessions");
            assertThat(list)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"total\":2}")
                    .containsOnlyOnce("\"current\":true")
                    .doesNotContain(here, there);
            Matcher other = Pattern.compile("\"id\":\"([0-9a-f]{16})\"[^}]*\"current\":false")
                    .matcher(list);
            assertThat(other.find()).isTrue();

            assertThat(as(gateway, here, "DELETE", "/api/auth/sessions/" + other.group(1)))
                    .startsWith("HTTP/1.1 200 ")
                    .endsWith("{\"ok\":true,\"closed\":1}");
            assertThat(as(gateway, there, "GET", "/api/auth/me")).startsWith("HTTP/1.1 401 ");
            assertThat(as(gateway, here, "GET", "/api/auth/me")).startsWith("HTTP/1.1 200 ");
            assertThat(as(gateway, here, "DELETE", "/api/auth/sessions/" + other.group(1)))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("\"code\":\"NOT_FOUND\"");
            assertThat(as(gateway, here, "DELETE", "/api/auth/sessions/" + here))
                    .startsWith("HTTP/1.1 404 ");
            assertThat(as(gateway, here, "DELETE", "/api/auth/sessions")).endsWith("{\"ok\":true,\"closed\":1}");
            assertThat(as(gateway, here, "GET", "/api/auth/me")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void onlyAdministratorsSeeAndEndSessionsOfOthers() {
        try (RunningGateway gateway = gateway("")) {
            String jane = token(logIn(gateway, "jane", RIGHT));
            String root = token(logIn(gateway, "root", RIGHT));

            assertThat(as(gateway, jane, "GET", "/api/auth/sessions?user=root"))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\"code\":\"FORBIDDEN\"");
            assertThat(as(gateway, jane, "DELETE", "/api/auth/sessions?user=root"))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(as(gateway, jane, "GET", "/api/auth/sessions?user=JANE")).contains("\"total\":1}");
            assertThat(as(gateway, root, "GET", "/api/auth/sessions?user=jane")).contains("\"total\":1}");
            assertThat(as(gateway, root, "GET", "/api/auth/sessions?user=no%20one"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(as(gateway, root, "GET", "/api/auth/sessions?user=%zz")).startsWith("HTTP/1.1 400 ");
            assertThat(as(gateway, root, "GET", "/api/auth/sessions?user=jane&x=y"))
                    .startsWith("HTTP/1.1 400 ");
            assertThat(as(gateway, root, "DELETE", "/api/auth/sessions?user=jane"))
                    .contains("\"closed\":1}");
            assertThat(as(gateway, jane, "GET", "/api/auth/me")).startsWith("HTTP/1.1 401 ");
            assertThat(as(gateway, root, "GET", "/api/auth/me")).startsWith("HTTP/1.1 200 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: Bearer\r\n",
                "Authorization: Bearer x\r\n",
                "Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\r\n",
                "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n",
                "Authorization: Bearer 0123456789ABCDEF0123456789ABCDEF\r\n",
                "Cookie: __Host-highgate-session=0123456789abcdef0123456789abcdef\r\n"
            })
    void whoShowsNoSessionIsNobody(String fields) {
        try (RunningGateway gateway = gateway("")) {
            for (String page : List.of("/api/auth/me", "/api/auth/sessions")) {
                assertThat(gateway.ask("GET " + page + " HTTP/1.1\r\nHost: t\r\n" + fields + "\r\n"))
                        .startsWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void aCookieKeepsABrowserLoggedInAgainstOtherSites() {
        try (RunningGateway gateway = gateway("cookie: strict")) {
            String answer = logIn(gateway, "jane", RIGHT);
            String token = token(answer);
            assertThat(answer)
                    .contains("Set-Cookie: __Host-highgate-session=" + token
                            + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=86400\r\n");
            String cookie = "Cookie: a=b; __Host-highgate-session=" + token + "\r\n";

            assertThat(gateway.ask("GET /api/auth/me HTTP/1.1\r\nHost: gate.test\r\n" + cookie + "\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(gateway.ask(post("/api/auth/logout", cookie, ""))).startsWith("HTTP/1.1 403 ");
            assertThat(gateway.ask(post("/api/auth/logout", cookie + "Origin: https://evil.test\r\n", "")))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(gateway.ask(post("/api/auth/logout", cookie + "Sec-Fetch-Site: cross-site\r\n", "")))
                    .startsWith("HTTP/1.1 403 ");
            assertThat(gateway.ask(post("/api/auth/logout", cookie + "Origin: https://gate.test\r\n", "")))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Set-Cookie: __Host-highgate-session=; ", "Max-Age=0");
            assertThat(gateway.ask("GET /api/auth/me HTTP/1.1\r\nHost: gate.test\r\n" + cookie + "\r\n"))
                    .startsWith("HTTP/1.1 401 ");
        }
    }

    /** A session that was planted in the browser, or is somebody else's, does not become the user's. */
    @Test
    void aLoginNeverGoesOnWithTheSessionOfTheCookie() {
        try (RunningGateway gateway = gateway("cookie: lax")) {
            String planted = token(logIn(gateway, "root", RIGHT));
            String answer = gateway.ask(post(
                    "/api/auth/login",
                    "Content-Type: application/json\r\nCookie: __Host-highgate-session=" + planted + "\r\n",
                    "{\"username\":\"jane\",\"password\":\"" + RIGHT + "\"}"));

            assertThat(token(answer)).isNotEqualTo(planted);
            assertThat(as(gateway, planted, "GET", "/api/auth/me")).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void theFirstStartCreatesAnAdministratorWhosePasswordIsShownOnTheConsole() {
        try (RunningGateway gateway = RunningGateway.of(SETTINGS + "login: {}\n")) {
            Pattern shown = Pattern.compile("password +([a-z2-9]{24})");
            Await.until(
                    "the password is shown",
                    () -> shown.matcher(gateway.console()).find());
            Matcher password = shown.matcher(gateway.console());
            assertThat(password.find()).isTrue();

            assertThat(logIn(gateway, "admin", password.group(1)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"role\":\"admin\",\"allowedCells\":[]");
        }
    }
}
