package io.highgate.gateway;

import io.highgate.base.unit.Secret;
import io.highgate.gateway.identity.sign.Signed;
import io.highgate.gateway.identity.sign.SigningSecret;
import io.highgate.testkit.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are signed, on their way in and on their way out. */
@Timeout(60)
class SignatureTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String CHUNKS = "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n";
    private static final SigningSecret KEY = new SigningSecret(new Secret(SECRET));

    private final Origin origin = Origin.echoing();

    private final RunningGateway gateway =
            RunningGateway.of("""
            upstreams: {origin: {endpoints: ["127.0.0.1:%d"]}}
            authenticators:
              signed: {signature: {keys: {shop: {secret: %s, roles: partner}, other: {secret: anothersecret0123}}, body: 1KiB}}
              old: {signature: {keys: {shop: {secret: %s}}, acceptV1: true}}
            routes:
              - {name: all, upstream: origin, access: {by: signed}}
              - {name: old, path: "/api/v1/crm/{*rest}", rewrite: "/{rest}", upstream: origin, access: {by: old}}
              - {name: out1, path: "/out1/{*rest}", rewrite: "/{rest}", upstream: origin,
                 filters: [{sign: {secret: %s, version: v1, body: 1KiB}}]}
              - {name: out2, path: "/out2/{*rest}", rewrite: "/{rest}", upstream: origin,
                 filters: [{sign: {secret: %s, body: 1KiB}}]}
            """.formatted(origin.port(), SECRET, SECRET, SECRET, SECRET));

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Signed post(String id, String time) {
        return new Signed("POST", "gate.test", "/orders", "a=1", id, "acme", id, time);
    }

    private static String now() {
        return Long.toString(Instant.now().getEpochSecond());
    }

    private static String request(String target, String host, String id, String signature, String time, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: " + host + "\r\nX-Request-ID: " + id
                + "\r\nX-Tenant-Id: acme\r\nX-Signature: " + signature + "\r\nX-Signature-Time: " + time
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void aSignedRequestIsItsSignersAndPassesOnceWithItsBody() {
        String time = now();
        String signature = "v2=" + hex(KEY.sign(post("r1", time).v2(octets("hello"))));
        String request = request("/orders?a=1", "gate.test", "r1", signature, time, "hello");

        assertThat(gateway.ask(request)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nhello");
        assertThat(gateway.ask(request)).startsWith("HTTP/1.1 401 ").contains("used before");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders?a=2,gate.test,r1,hello",
        "/orders,gate.test,r1,hello",
        "/order?a=1,gate.test,r1,hello",
        "/orders?a=1,evil.test,r1,hello",
        "/orders?a=1,gate.test,r2,hello",
        "/orders?a=1,gate.test,r1,hellO",
        "/orders?a=1,gate.test,r1,''"
    })
    void whateverIsChangedMakesTheSignatureWrong(String target, String host, String id, String body) {
        String time = now();
        String signature = "v2=" + hex(KEY.sign(post("r1", time).v2(octets("hello"))));

        assertThat(gateway.ask(request(target, host, id, signature, time, body)))
                .startsWith("HTTP/1.1 401 ")
                .contains("the signature is not right");
    }

    @ParameterizedTest
    @ValueSource(longs = {-400, 400, -1_000_000_000})
    void aSignatureCountsForFiveMinutes(long seconds) {
        String time = Long.toString(Instant.now().getEpochSecond() + seconds);
        String signature = "v2=" + hex(KEY.sign(post("r1", time).v2(octets("hello"))));

        assertThat(gateway.ask(request("/orders?a=1", "gate.test", "r1", signature, time, "hello")))
                .startsWith("HTTP/1.1 401 ")
                .contains("too far from now");
    }

    @Test
    void anotherSecretIsNobodys() {
        String time = now();
        byte[] forged = new SigningSecret(new Secret("0123456789abcdef0123456789abcdeF"))
                .sign(post("r1", time).v2(octets("hello")));

        assertThat(gateway.ask(request("/orders?a=1", "gate.test", "r1", "v2=" + hex(forged), time, "hello")))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void withoutASignatureItIsNobody() {
        assertThat(gateway.get("/orders")).startsWith("HTTP/1.1 401 ");
        assertThat(gateway.ask("GET /orders HTTP/1.1\r\nHost: t\r\nX-Signature: x\r\n\r\n"))
                .startsWith("HTTP/1.1 401 ")
                .contains("docs/signatures.md");
    }

    @Test
    void aBodyThatIsTooLongIsNotHeld() {
        String time = now();
        String endless = "x".repeat(1_025);
        String signature = "v2=" + hex(KEY.sign(post("r1", time).v2(octets(endless))));
        assertThat(gateway.ask(request("/orders?a=1", "gate.test", "r1", signature, time, endless)))
                .startsWith("HTTP/1.1 413 ");
    }

    /** Existing cells and clients sign so; it counts only where that is allowed. */
    @Test
    void versionOneCountsByOptionAndSignsWhatFollowsTheCell() {
        String time = now();
        Signed signed = new Signed("POST", "", "/orders", "", "r1", "acme", "r1", time);
        String signature = hex(KEY.sign(signed.v1(octets("hello"))));

        assertThat(gateway.ask(request("/api/v1/crm/orders?any=thing", "h", "r1", signature, time, "hello")))
                .startsWith("HTTP/1.1 200 ");
        assertThat(gateway.ask(request("/orders", "h", "r1", signature, time, "hello")))
                .startsWith("HTTP/1.1 401 ")
                .contains("version 1");
    }

    @Test
    void theCellCanVerifyWhatTheGatewaySigned() {
        String answer = gateway.ask(
                head("POST /out1/orders?b=2", "X-Request-ID: r1", "X-Signature: forged", "Content-Length: 5")
                        + "hello");
        String time = field(answer, "X-Signature-Time");
        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("forged").endsWith("\r\n\r\nhello");
        assertThat(field(answer, "X-Signature"))
                .isEqualTo(
                        hex(KEY.sign(new Signed("POST", "", "/orders", "", "r1", "", "r1", time).v1(octets("hello")))));

        String second =
                gateway.ask(head("GET /out2/orders?b=2", "X-Request-ID: r2", "X-Tenant-Id: acme", "X-Trace-Id: t2"));
        Signed signed =
                new Signed("GET", "gate.test", "/orders", "b=2", "r2", "acme", "t2", field(second, "X-Signature-Time"));
        assertThat(field(second, "X-Signature")).isEqualTo("v2=" + hex(KEY.sign(signed.v2(new byte[0]))));
    }

    @Test
    void aBodyInPiecesIsSignedWhole() {
        String answer = gateway.ask(head("POST /out2/x", "X-Request-ID: r1", "Transfer-Encoding: chunked") + CHUNKS);
        Signed signed = new Signed("POST", "gate.test", "/x", "", "r1", "", "r1", field(answer, "X-Signature-Time"));
        assertThat(field(answer, "X-Signature")).isEqualTo("v2=" + hex(KEY.sign(signed.v2(octets("hello")))));
        String endless =
                head("POST /out2/x", "Transfer-Encoding: chunked") + "401\r\n" + "x".repeat(0x401) + "\r\n0\r\n\r\n";
        assertThat(gateway.ask(endless)).startsWith("HTTP/1.1 413 ");
    }

    private static String head(String line, String... fields) {
        return line + " HTTP/1.1\r\nHost: Gate.test\r\n" + String.join("\r\n", fields) + "\r\n\r\n";
    }

    private static String field(String answer, String name) {
        Matcher field = Pattern.compile("\r\n" + name + ": ([^\r]*)").matcher(answer);
        assertThat(field.find()).as(answer).isTrue();
        return field.group(1);
    }
}
