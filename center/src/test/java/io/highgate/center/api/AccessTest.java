package io.highgate.center.api;

import io.highgate.center.access.KeyDesk.Given;
import io.highgate.store.key.KeyKind;
import io.highgate.store.session.Session;
import io.highgate.wire.key.SafeToken;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in, and by what. */
class AccessTest {

    private static final String CELLS = "/api/center/cells";

    private static String bearer(Given given, Instant issued, Duration life) {
        return "Bearer " + SafeToken.sign(given.key().safeKey(), given.secret().reveal(), issued, life);
    }

    private static String session(TestCenter center, String user, String role, Duration life) {
        String token = Session.newToken(new java.security.SecureRandom());
        Instant now = Instant.now();
        Instant opened = life.isNegative() ? now.plus(life).minusSeconds(1) : now;
        center.sessions.open(new Session(token, user, role, List.of(), opened, now.plus(life)));
        return "Bearer " + token;
    }

    @Test
    void onlyHealthAndLoginAreOpen() {
        try (TestCenter center = new TestCenter()) {
            for (String open : List.of("/health", "/healthz", "/livez", "/readyz", "/api/governance/health")) {
                assertThat(center.get(open, null).statusCode()).as(open).isEqualTo(200);
            }
            for (String closed : List.of(CELLS, "/metrics", "/openapi.yaml", "/docs/", "/api/center/audit")) {
                HttpResponse<String> response = center.get(closed, null);
                assertThat(response.statusCode()).as(closed).isEqualTo(401);
                assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
            }
            assertThat(center.raw("GET", "/nowhere", null, null).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void aKeyIsProvedByItsSecretOrAToken() {
        try (TestCenter center = new TestCenter()) {
            Given key = center.key(KeyKind.GATEWAY, "edge", null);

            assertThat(center.get(CELLS, TestCenter.basic(key)).statusCode()).isEqualTo(200);
            assertThat(center.get(CELLS, bearer(key, Instant.now(), SafeToken.USUAL))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokensOfOtherTimesOrTooLongLivesAreRefused() {
        try (TestCenter center = new TestCenter()) {
            Given key = center.key(KeyKind.GATEWAY, "edge", null);
            Instant now = Instant.now();

            for (String bad : List.of(
                    bearer(key, now.minusSeconds(120), Duration.ofSeconds(60)),
                    bearer(key, now.plusSeconds(120), Duration.ofSeconds(60)),
                    bearer(key, now, Duration.ofDays(30)))) {
                assertThat(center.get(CELLS, bad).statusCode()).isEqualTo(401);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                "Bearer 0123456789abcdef0123456789abcdef",
                "Bearer a.b.c",
                "Bearer eyJhbGciOiJub25lIn0.eyJzYWZlLWtleSI6ImEifQ.",
                "Basic",
                "Basic !!!!",
                "Basic bm9jb2xvbg==",
                "Basic OnNlY3JldA==",
                "Digest username=x",
                "nonsense",
            })
    void whatProvesNothingIsRefused(String authorization) {
        try (TestCenter center = TestCenter.with(it -> it.withOpenToLoopback(true))) {
            assertThat(center.get(CELLS, authorization).statusCode()).isEqualTo(401);
        }
    }

    /** A key that was taken back must count nowhere as soon as that was answered. */
    @Test
    void aKeyThatWasRotatedOrDisabledCountsNoMore() {
        try (TestCenter center = new TestCenter()) {
            Given key = center.key(KeyKind.GATEWAY, "edge", null);
            String admin = center.operator("admin");
            String path = "/api/center/keys/" + key.key().safeKey();
            String old = TestCenter.basic(key);
            assertThat(center.get(CELLS, old).statusCode()).isEqualTo(200);

            String rotated = center.post(path + "/rotate", admin, null).body();
            assertThat(center.get(CELLS, old).statusCode()).isEqualTo(401);
            String secret = rotated.replaceAll("(?s).*\"safeSecret\":\"([^\"]+)\".*", "$1");
            String fresh = TestCenter.basic(key.key().safeKey(), secret);
            assertThat(center.get(CELLS, fresh).statusCode()).isEqualTo(200);

            assertThat(center.post(path + "/disable", admin, null).statusCode()).isEqualTo(200);
            assertThat(center.get(CELLS, fresh).statusCode()).isEqualTo(401);
            assertThat(center.post(path + "/enable", admin, null).statusCode()).isEqualTo(200);
            assertThat(center.get(CELLS, fresh).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void rolesMayWhatTheyAreFor() {
        try (TestCenter center = new TestCenter()) {
            assertThat(center.get(CELLS, center.operator("viewer")).statusCode())
                    .isEqualTo(200);
            assertThat(center.get("/api/center/audit", center.operator("operator"))
                            .statusCode())
                    .isEqualTo(403);
            assertThat(center.get("/api/center/audit", center.operator("admin")).statusCode())
                    .isEqualTo(200);
            assertThat(center.get(CELLS, center.provider("crm")).statusCode()).isEqualTo(403);
            assertThat(center.get("/metrics", center.gateway()).statusCode()).isEqualTo(403);
            assertThat(center.get("/metrics", center.operator("viewer")).body())
                    .contains("highgate_center_instances", "highgate_center_request_duration_seconds_bucket");
        }
    }

    @Test
    void sessionsOfTheBuiltInLoginCountByRole() {
        try (TestCenter center = new TestCenter()) {
            Duration hour = Duration.ofHours(1);

            assertThat(center.get("/api/center/audit", session(center, "ann", "admin", hour))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(center.get(CELLS, session(center, "bob", "client", hour)).statusCode())
                    .isEqualTo(403);
            assertThat(center.get(CELLS, session(center, "realm:eve", "admin", hour))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(center.get(CELLS, session(center, "ann", "admin", hour.negated()))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(center.get("/api/auth/me", session(center, "bob", "client", hour))
                            .body()
                            .strip())
                    .isEqualTo("{\"username\":\"bob\",\"role\":\"client\",\"allowedCells\":[]}");
        }
    }

    @Test
    void wrongCredentialsAreLimitedByAddressAndThoseWhoWereRightAreStillHeard() {
        try (TestCenter center = new TestCenter()) {
            String good = center.gateway();
            assertThat(center.get(CELLS, good).statusCode()).isEqualTo(200);
            for (int i = 0; i < CenterTerms.USUAL_TRIES; i++) {
                assertThat(center.get(CELLS, TestCenter.basic("nobody" + i, "x"))
                                .statusCode())
                        .isEqualTo(401);
            }

            HttpResponse<String> refused = center.get(CELLS, TestCenter.basic("nobody", "x"));

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 60L);
            assertThat(center.get(CELLS, good).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void programsOfThisMachineAreLetInWhereThatIsWanted() {
        try (TestCenter center = TestCenter.with(it -> it.withOpenToLoopback(true))) {
            assertThat(center.get(CELLS, null).statusCode()).isEqualTo(200);
            assertThat(center.get("/api/center/keys", null).statusCode()).isEqualTo(403);
            for (String hint : List.of("X-Forwarded-For", "Via", "Forwarded", "Origin", "Sec-Fetch-Site")) {
                assertThat(center.get(CELLS, null, hint, "x").statusCode())
                        .as(hint)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void pagesOfOtherSitesChangeNothing() {
        try (TestCenter center = new TestCenter()) {
            String operator = center.operator("operator");
            String path = "/api/center/cells/crm/instances/a/drain";

            assertThat(center.post(path, operator, null, "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(center.post(path, operator, null, "Sec-Fetch-Site", "same-origin")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
