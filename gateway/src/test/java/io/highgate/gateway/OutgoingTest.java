package io.highgate.gateway;

import io.highgate.gateway.identity.out.Heard;
import io.highgate.gateway.identity.out.Outgoing;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.CallSpec;
import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Asking other services: whom, for how long, and how much of the answer. */
@Timeout(60)
class OutgoingTest {

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static CallSpec spec(String setting, Object value) {
        return SpecShape.with(SpecShape.defaults(CallSpec.class), setting, value);
    }

    private static CallSpec patient() {
        return spec("timeout", Duration.ofSeconds(30));
    }

    private Heard ask(CallSpec spec, String url) {
        return Outgoing.by(spec, threads)
                .get(URI.create(url))
                .toCompletableFuture()
                .join();
    }

    private static String why(Heard heard) {
        return heard instanceof Heard.Silent silent ? silent.why() : String.valueOf(heard);
    }

    private static String local(Origin origin) {
        return "http://127.0.0.1:" + origin.port() + "/";
    }

    @Test
    void anAnswerIsReadWhole() {
        try (Origin origin = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")) {
            assertThat(ask(patient(), local(origin)))
                    .isInstanceOfSatisfying(
                            Heard.Answer.class, it -> assertThat(it.text()).isEqualTo("hello"));
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (Origin secret = Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
                Origin origin = Origin.answering(
                        "HTTP/1.1 302 Found\r\nLocation: " + local(secret) + "\r\nContent-Length: 0\r\n\r\n")) {
            assertThat(ask(patient(), local(origin)))
                    .isInstanceOfSatisfying(
                            Heard.Answer.class, it -> assertThat(it.status()).isEqualTo(302));
            assertThat(secret.connections()).isZero();
        }
    }

    @Test
    void otherMachinesAreNotAskedInTheClear() {
        assertThat(why(ask(patient(), "http://192.0.2.1/"))).contains("may be called");
        assertThat(why(ask(patient(), "http://localhost.evil.example/"))).contains("may be called");
    }

    @Test
    void anAnswerThatIsTooLargeIsNone() {
        String body = "x".repeat(512 * 1024 + 1);
        try (Origin origin =
                Origin.answering("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            assertThat(ask(patient(), local(origin))).isInstanceOf(Heard.Silent.class);
        }
    }

    @Test
    void aBodyThatTricklesEndsWithTheTimeOut() {
        CountDownLatch end = new CountDownLatch(1);
        try (Origin origin = Origin.scripted(wire -> {
            wire.readHead();
            wire.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
            await(end);
        })) {
            assertThat(why(ask(spec("timeout", Duration.ofMillis(300)), local(origin))))
                    .contains("no answer within 300 ms");
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void oneCallMoreThanMayBeUnderWayIsNotMade() {
        CountDownLatch end = new CountDownLatch(1);
        CallSpec one = SpecShape.with(patient(), "concurrency", 1);
        try (Origin origin = Origin.scripted((Wire wire) -> {
            wire.readHead();
            await(end);
            wire.send("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
            Outgoing outgoing = Outgoing.by(one, threads);
            CompletionStage<Heard> first = outgoing.get(URI.create(local(origin)));
            assertThat(why(outgoing.get(URI.create(local(origin)))
                            .toCompletableFuture()
                            .join()))
                    .contains("call.concurrency");
            end.countDown();
            Await.until("there is room again", () -> first.toCompletableFuture().isDone());
            assertThat(first.toCompletableFuture().join()).isInstanceOf(Heard.Answer.class);
        }
    }

    @Test
    void aCertificateCountsWhenItIsOfTheAuthorityAndForTheName() {
        Authority authority = new Authority(folder, "root");
        Authority other = new Authority(folder, "other");
        assertThat(asked(
                        authority,
                        "127.0.0.1",
                        spec("trust", List.of(authority.file().toString()))))
                .isInstanceOf(Heard.Answer.class);
        assertThat(asked(
                        authority,
                        "127.0.0.1",
                        spec("trust", List.of(other.file().toString()))))
                .as("another authority")
                .isInstanceOf(Heard.Silent.class);
        assertThat(asked(authority, "127.0.0.1", patient()))
                .as("not one of the JVM's")
                .isInstanceOf(Heard.Silent.class);
        assertThat(asked(
                        authority,
                        "evil.example",
                        spec("trust", List.of(authority.file().toString()))))
                .as("another name")
                .isInstanceOf(Heard.Silent.class);
    }

    private Heard asked(Authority authority, String name, CallSpec spec) {
        try (Origin origin =
                Origin.secured(authority.context(authority.issue("a", name)), OutgoingTest::anyone, wire -> {
                    wire.readHead();
                    wire.send("HTTP/1.1 204 No Content\r\n\r\n");
                })) {
            return ask(
                    SpecShape.with(spec, "timeout", Duration.ofSeconds(30)),
                    "https://127.0.0.1:" + origin.port() + "/");
        }
    }

    /** Settings of a server that asks nobody for anything. */
    private static void anyone(SSLSocket socket) {}

    @Test
    void nobodyIsAskedWhoseAuthoritiesCannotBeRead() throws IOException {
        Path none = folder.resolve("none.pem");
        assertThat(why(ask(spec("trust", List.of(none.toString())), "https://127.0.0.1:1/")))
                .contains("call.trust[0]: there is no file " + none);
        Files.writeString(none, "nothing");
        assertThat(ask(spec("trust", List.of(none.toString())), "https://127.0.0.1:1/"))
                .isInstanceOf(Heard.Silent.class);
    }
}
