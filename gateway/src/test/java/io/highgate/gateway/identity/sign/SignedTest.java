package io.highgate.gateway.identity.sign;

import io.highgate.base.unit.Secret;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The test vectors of docs/signatures.md. */
class SignedTest {

    private static final Signed GET =
            new Signed("GET", "shop.example.com", "/orders/42", "b=2&a=1", "req-1", "acme", "trace-1", "1700000000");
    private static final Signed POST =
            new Signed("POST", "shop.example.com", "/orders", "", "req-2", "", "req-2", "1700000001");
    private static final byte[] BODY = "{\"item\":\"tea\"}".getBytes(StandardCharsets.UTF_8);
    private static final SigningSecret SECRET = new SigningSecret(new Secret("0123456789abcdef0123456789abcdef"));

    private static String sign(byte[] text) {
        return HexFormat.of().formatHex(SECRET.sign(text));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    @Test
    void whatIsSignedIsWrittenOutLikeThis() {
        assertThat(text(GET.v1(new byte[0]))).isEqualTo("GET|/orders/42||req-1|acme|trace-1|1700000000");
        assertThat(text(POST.v1(BODY))).isEqualTo("POST|/orders|{\"item\":\"tea\"}|req-2||req-2|1700000001");
        assertThat(text(GET.v2(new byte[0]))).isEqualTo("""
                        highgate-v2
                        GET
                        shop.example.com
                        /orders/42
                        b=2&a=1
                        req-1
                        acme
                        trace-1
                        1700000000
                        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855""");
    }

    /** Worked out with openssl dgst -sha256 -hmac. */
    @Test
    void theSignaturesAreThoseThatOtherToolsWorkOut() {
        assertThat(sign(GET.v1(new byte[0])))
                .isEqualTo("615258d57e7465f0153d1ea1758dfa042909adc5ec5f8bac5e6f16cd060c38fc");
        assertThat(sign(POST.v1(BODY))).isEqualTo("8ae127c93e170956db9b4922b0eca42547aaa0f69a12b339d85f34a246143d95");
        assertThat(sign(GET.v2(new byte[0])))
                .isEqualTo("23c6cf11f4969c85c43f64c33688f81e60eb176561fb9171c55d24696ee75e91");
        assertThat(sign(POST.v2(BODY))).isEqualTo("5412f5095bd329879ad868f5d60c1d608e4d5f3a917bdd1ee5b39c2729c02e7f");
    }

    @Test
    void aSecretMayBeWrittenAsBase64() {
        SigningSecret same = new SigningSecret(new Secret("base64:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));

        assertThat(same.sign(BODY)).isEqualTo(SECRET.sign(BODY));
        assertThat(same.toString()).doesNotContain("MDEy");
    }

    /** In version 1 what stands between bars can be moved; that is why there is another one. */
    @Test
    void inVersionTwoNothingCanBeMovedFromOnePartToTheNext() {
        Signed one = new Signed("GET", "h", "/a", "b", "r", "t", "x", "1");
        Signed other = new Signed("GET", "h", "/a|b", "", "r", "t", "x", "1");

        assertThat(one.v2(BODY)).isNotEqualTo(other.v2(BODY));
        assertThat(new Signed("GET", "h", "/a", "q", "r", "t", "x", "1").v1(BODY))
                .as("version 1 says nothing of the query")
                .isEqualTo(one.v1(BODY));
    }

    @ParameterizedTest
    @CsvSource({
        "'',1700000000",
        "abc,1700000000",
        "v2=,1700000000",
        "v3=@,1700000000",
        "v2=@x,1700000000",
        "v2=@,",
        "v2=@,now",
        "v2=@,-1",
        "v2=@,0",
        "v2=@,+1700000000",
        "v2=@,1700000000.5",
        "v2=@,9999999999999",
        "V2=@,1700000000"
    })
    void whatIsNoSignatureIsNotReadAsOne(String signature, String time) {
        Headers headers = Headers.empty();
        headers.add(SignatureFields.SIGNATURE, signature.replace("@", "ab".repeat(32)));
        if (time != null) {
            headers.add(SignatureFields.TIME, time);
        }
        assertThat(SignatureFields.read(headers)).isNull();
    }

    @Test
    void twoSignaturesAreNone() {
        Headers headers = Headers.empty();
        headers.add(SignatureFields.SIGNATURE, "v2=" + "ab".repeat(32));
        headers.add(SignatureFields.TIME, "1700000000");
        assertThat(SignatureFields.read(headers)).isNotNull();
        headers.add(HeaderName.of("x-signature"), "v2=" + "cd".repeat(32));
        assertThat(SignatureFields.read(headers)).isNull();
    }
}
