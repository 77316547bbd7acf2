package io.highgate.center.api;

import io.highgate.center.access.SignIn;
import io.highgate.center.api.health.Check;
import io.highgate.store.StoreAwayException;
import io.highgate.store.session.Session;
import io.highgate.testkit.Await;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a center says while something that it needs is away, and who may log in. */
class HealthTest {

    private static TestCenter center(List<Check> checks, SignIn signIn) {
        return new TestCenter(
                it -> it, it -> new CenterMeans(it.center(), it.kept(), it.around(), signIn, checks, it.figures()));
    }

    private static final SignIn NOBODY = (name, password, address) -> new SignIn.Outcome.Wrong();

    private static Object away() {
        throw new StoreAwayException("secret words of the driver", true, null);
    }

    @Test
    void aCenterWithoutWhatItCanDoWithoutIsDegraded() {
        try (TestCenter center = center(List.of(new Check("database", false, HealthTest::away)), NOBODY)) {
            HttpResponse<String> health = center.get("/health", null);

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .contains(
                            "\"status\":\"degraded\"",
                            "\"database\":{\"status\":\"down\"",
                            "\"memory\":{\"status\":\"up\"")
                    .doesNotContain("secret words");
        }
    }

    @Test
    void aCenterWithoutWhatItNeedsIsUnhealthyAndSaysSoInTime() {
        CountDownLatch never = new CountDownLatch(1);
        Check stuck = new Check("redis", true, () -> {
            never.await();
            return true;
        });
        try (TestCenter center = center(List.of(stuck), NOBODY)) {
            long begun = System.nanoTime();
            HttpResponse<String> health = center.get("/health", null);

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("\"status\":\"unhealthy\"", "no answer within 2 s");
        }
    }

    @Test
    void aCenterIsReadyWhenItKnowsItsRegistry() {
        try (TestCenter center = center(List.of(), NOBODY)) {
            Await.until("it is ready", () -> center.get("/readyz", null).statusCode() == 200);
            assertThat(center.get("/readyz", null).body().strip()).isEqualTo("{\"ready\":true}");
        }
    }

    @Test
    void operatorsLogInHere() {
        SignIn door = (name, password, address) -> switch (name) {
            case "ann" -> password.equals("right") ? new SignIn.Outcome.Opened(session()) : new SignIn.Outcome.Wrong();
            case "slow" -> new SignIn.Outcome.Throttled(Duration.ofSeconds(7));
            case "bad" -> new SignIn.Outcome.Bad(List.of("no such name can be"));
            default -> new SignIn.Outcome.Away("the user store");
        };
        try (TestCenter center = center(List.of(), door)) {
            String login = "/api/auth/login";
            HttpResponse<String> opened = center.post(login, null, "{\"username\":\"ann\",\"password\":\"right\"}");

            assertThat(opened.statusCode()).isEqualTo(200);
            assertThat(opened.body())
                    .contains("\"user\":{\"username\":\"ann\",\"role\":\"admin\",\"allowedCells\":[]}");
            assertThat(center.post(login, null, "{\"username\":\"ann\",\"password\":\"x\"}")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(center.post(login, null, "{\"username\":\"slow\",\"password\":\"x\"}")
                            .headers()
                            .firstValue("Retry-After"))
                    .contains("7");
            assertThat(center.post(login, null, "{\"username\":\"bad\",\"password\":\"x\"}")
                            .statusCode())
                    .isEqualTo(400);
            assertThat(center.post(login, null, "{\"username\":\"other\",\"password\":\"x\"}")
                            .statusCode())
                    .isEqualTo(503);
            assertThat(center.post(login, null, "{}").body()).contains("username:", "password:");
        }
    }

    private static Session session() {
        return new Session(
                "0123456789abcdef0123456789abcdef",
                "ann",
                "admin",
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH.plusSeconds(1));
    }
}
