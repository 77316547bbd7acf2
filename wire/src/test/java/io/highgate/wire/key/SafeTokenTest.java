package io.highgate.wire.key;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What counts as a machine's token, and above all what does not. */
class SafeTokenTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final String CLAIMS = "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060}";
    private static final String SECRET = "a secret, 秘密";

    @Test
    void whatIsSignedIsReadAndBelieved() {
        SafeToken token = read(SafeToken.sign("orders", SECRET, NOW.plusMillis(999), SafeToken.USUAL));

        assertThat(token.safeKey()).isEqualTo("orders");
        assertThat(token.issued()).isEqualTo(NOW);
        assertThat(token.expires()).isEqualTo(NOW.plusSeconds(60));
        assertThat(token.isSignedWith(SECRET)).isTrue();
    }

    @Test
    void anotherSecretIsNotBelieved() {
        SafeToken token = read(SafeToken.sign("orders", SECRET, NOW, SafeToken.USUAL));

        assertThat(token.isSignedWith("a secret, 秘密 ")).isFalse();
        assertThat(token.isSignedWith("a secret, ??")).isFalse();
        assertThat(token.isSignedWith("")).isFalse();
    }

    @Test
    void theSignatureOfOtherClaimsIsNotBelieved() {
        String[] orders = SafeToken.sign("orders", SECRET, NOW, SafeToken.USUAL).split("\\.", -1);
        String[] users = SafeToken.sign("users", SECRET, NOW, SafeToken.USUAL).split("\\.", -1);

        assertThat(read(orders[0] + "." + users[1] + "." + orders[2]).isSignedWith(SECRET))
                .isFalse();
    }

    /** The expected signature was made by another program, OpenSSL. */
    @Test
    void theSignatureIsHmacSha256OfTheFirstTwoSegments() {
        assertThat(read(jwt(HEADER, CLAIMS)).isSignedWith(SECRET)).isTrue();
        assertThat(SafeToken.sign("orders", "k", NOW, SafeToken.USUAL))
                .isEqualTo("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9."
                        + "eyJzYWZlLWtleSI6Im9yZGVycyIsImlhdCI6MTgwMDAwMDAwMCwiZXhwIjoxODAwMDAwMDYwfQ."
                        + "ECxLET_pbmeZCrgZoIXQSGJshHPmXpa84ox1lxqUEEY");
    }

    @Property
    void everyKeyComesBack(@ForAll @NotBlank @StringLength(max = 60) String key, @ForAll @NotBlank String secret) {
        SafeToken token = read(SafeToken.sign(clean(key), clean(secret), NOW, Duration.ofDays(30)));

        assertThat(token.safeKey()).isEqualTo(clean(key));
        assertThat(token.isSignedWith(clean(secret))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\"}",
                "{\"typ\":\"jwt\",\"alg\":\"HS256\"}",
                " { \"alg\" : \"HS256\" } ",
            })
    void otherSpellingsOfTheSameHeaderAreRead(String header) {
        assertThat(SafeToken.read(jwt(header, CLAIMS))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\"}",
                "{\"alg\":\"None\"}",
                "{\"alg\":\"hs256\"}",
                "{\"alg\":\"HS384\"}",
                "{\"alg\":\"RS256\"}",
                "{\"alg\":null}",
                "{\"alg\":256}",
                "{\"alg\":[\"HS256\"]}",
                "{\"typ\":\"JWT\"}",
                "{}",
                "[]",
                "\"HS256\"",
                "",
                "{\"alg\":\"HS256\"",
                "{\"alg\":\"HS256\",\"alg\":\"none\"}",
                "{\"alg\":\"HS256\",\"typ\":\"JWE\"}",
                "{\"alg\":\"HS256\",\"typ\":1}",
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"HS256\",\"kid\":\"../../etc/passwd\"}",
                "{\"alg\":\"HS256\",\"jwk\":{}}",
            })
    void anyOtherHeaderIsRefused(String header) {
        assertThat(SafeToken.read(jwt(header, CLAIMS))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iat\":1800000000,\"exp\":1800000060}",
                "{\"safe-key\":\"\",\"iat\":1800000000,\"exp\":1800000060}",
                "{\"safe-key\":7,\"iat\":1800000000,\"exp\":1800000060}",
                "{\"safe-key\":null,\"iat\":1800000000,\"exp\":1800000060}",
                "{\"safe-key\":\"orders\",\"exp\":1800000060}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000}",
                "{\"safe-key\":\"orders\",\"iat\":\"1800000000\",\"exp\":1800000060}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060.5}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":true}",
                "{\"safe-key\":\"orders\",\"iat\":-1,\"exp\":1800000060}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000000}",
                "{\"safe-key\":\"orders\",\"iat\":1800000060,\"exp\":1800000000}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060000}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":99999999999999999999}",
                "{\"safe-key\":\"orders\",\"safe-key\":\"users\",\"iat\":1800000000,\"exp\":1800000060}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060,\"nbf\":1800000030}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060,\"nbf\":\"soon\"}",
                "{\"safe-key\":\"orders\",\"iat\":1800000000,\"exp\":1800000060,\"aud\":\"elsewhere\"}",
                "[\"safe-key\",\"orders\"]",
                "null",
            })
    void claimsThatAreMissingOrOfAnotherKindAreRefused(String claims) {
        assertThat(SafeToken.read(jwt(HEADER, claims))).isNull();
    }

    @Test
    void claimsThatNobodyAskedForAreNoHarm() {
        String claims = CLAIMS.replace("}", ",\"iss\":\"sdk\",\"nbf\":1800000000}");

        assertThat(SafeToken.read(jwt(HEADER, claims))).isNotNull();
    }

    @Test
    void whatIsNotThreeSegmentsIsRefused() {
        String good = jwt(HEADER, CLAIMS);

        assertThat(SafeToken.read("")).isNull();
        assertThat(SafeToken.read("..")).isNull();
        assertThat(SafeToken.read(good + ".")).isNull();
        assertThat(SafeToken.read(good + ".AAAA")).isNull();
        assertThat(SafeToken.read("." + good)).isNull();
        assertThat(SafeToken.read(good.substring(0, good.lastIndexOf('.')))).isNull();
        assertThat(SafeToken.read(good.substring(0, good.lastIndexOf('.') + 1))).isNull();
        assertThat(SafeToken.read(" " + good)).isNull();
        assertThat(SafeToken.read(good + "\n")).isNull();
        assertThat(SafeToken.read("Bearer " + good)).isNull();
    }

    @Test
    void octetsHaveOneSpelling() {
        String good = jwt(HEADER, CLAIMS);
        char last = good.charAt(good.length() - 1);
        String before = good.substring(0, good.length() - 1);
        String[] segments = good.split("\\.", -1);

        // 32 octets leave two bits of the last character unused: four characters would mean the same.
        assertThat(SafeToken.read(before + (char) (last + 1))).isNull();
        assertThat(SafeToken.read(good + "=")).isNull();
        assertThat(SafeToken.read(good + "A")).isNull();
        assertThat(SafeToken.read(before)).isNull();
        assertThat(SafeToken.read(segments[0] + "==." + segments[1] + "." + segments[2]))
                .isNull();
        assertThat(SafeToken.read(segments[0] + "." + segments[1] + ".+/" + segments[2].substring(2)))
                .isNull();
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] claims = CLAIMS.replace("orders", "order\u00ff").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(SafeToken.read(jwt(HEADER.getBytes(StandardCharsets.UTF_8), claims)))
                .isNull();
    }

    @Test
    void aTextThatIsTooLongIsNotLookedAt() {
        String claims = CLAIMS.replace("}", ",\"x\":\"" + "y".repeat(SafeToken.MOST_CHARACTERS) + "\"}");

        assertThat(SafeToken.read(jwt(HEADER, claims))).isNull();
    }

    @Test
    void whoSignsHasToBringWhatIsNeeded() {
        assertThatThrownBy(() -> SafeToken.sign(" ", SECRET, NOW, SafeToken.USUAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SafeToken.sign("orders", "", NOW, SafeToken.USUAL))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SafeToken.sign("orders", SECRET, NOW, Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0.999S");
    }

    @Test
    void aTokenInALogCannotBeUsed() {
        String jwt = SafeToken.sign("orders", SECRET, NOW, SafeToken.USUAL);

        assertThat(read(jwt).toString()).contains("orders").doesNotContain(jwt.substring(jwt.lastIndexOf('.') + 1));
    }

    private static SafeToken read(String jwt) {
        return Objects.requireNonNull(SafeToken.read(jwt));
    }

    /** Surrogates without a partner have no UTF-8 octets of their own. */
    private static String clean(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** A token with a right signature, whatever is in it. */
    private static String jwt(String header, String claims) {
        return jwt(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String jwt(byte[] header, byte[] claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString(header) + "." + base64.encodeToString(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
