package io.highgate.gateway.identity.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.keys.Jwks;
import io.highgate.gateway.identity.keys.KeySet;
import io.highgate.gateway.identity.keys.Loaded;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import io.highgate.model.spec.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.identity.token.Trying.KEYS;
import static io.highgate.gateway.identity.token.Trying.good;
import static io.highgate.gateway.identity.token.Trying.keys;
import static io.highgate.gateway.identity.token.Trying.reason;
import static io.highgate.gateway.identity.token.Trying.verifier;
import static io.highgate.gateway.identity.token.Trying.verify;
import static org.assertj.core.api.Assertions.assertThat;

/** The attacks on signatures and keys of tokens that were published, each tried on the verifier that runs. */
class TokenAttackTest {

    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"first-rsa\"}";

    @ParameterizedTest
    @ValueSource(strings = {"RS256:first-rsa", "PS256:first-rsa", "ES256:first-ec", "EdDSA:first-ed"})
    void aTokenThatIsGoodIsTaken(String kind) {
        String[] parts = kind.split(":", -1);
        String header = "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(parts[0], parts[1]);
        assertThat(verify(Issuer.FIRST.token(header, good()))).isInstanceOfSatisfying(Verified.Good.class, it -> {
            assertThat(it.caller().name()).isEqualTo("alice");
            assertThat(it.caller().by()).isEqualTo("sso");
            assertThat(it.caller().credential()).matches("jwt [0-9a-f]{16}");
            assertThat(it.expires()).isEqualTo(Issuer.NOW.plusSeconds(300));
        });
        assertThat(verify(Issuer.FIRST.token(header.replaceFirst(",\"kid\":\"[^\"]*\"", ""), good())))
                .as("without a kid")
                .isInstanceOf(Verified.Good.class);
        assertThat(reason(Issuer.SECOND.token(header, good())))
                .as("signed by somebody else")
                .isEqualTo("the token's signature is not good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", " none", "none ", "null", "HS256", "rs256"})
    void algorithmsThatAreNotOnTheListAreRefusedHoweverTheyAreSpelt(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        assertThat(reason(Issuer.forged(header, good(), new byte[0])))
                .isEqualTo("the token's algorithm is not one that is taken");
        assertThat(reason(Issuer.base64(header) + "." + Issuer.base64(good())))
                .isEqualTo("the token has not the three parts of a signed one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"alg\":null}", "{\"alg\":[\"RS256\"]}", "{\"alg\":0}", "[]", "", "\"RS256\""})
    void aHeaderWithoutAnAlgorithmIsRefused(String header) {
        assertThat(verify(Issuer.forged(header, good(), new byte[256]))).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aPublicKeyIsNeverTakenForASharedSecret() throws Exception {
        byte[] pem = ("-----BEGIN PUBLIC KEY-----\n"
                        + java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(
                                        Issuer.FIRST.rsa().toRSAPublicKey().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] der = Issuer.FIRST.rsa().toRSAPublicKey().getEncoded();
        TokenVerifier all = verifier(EnumSet.allOf(TokenAlgorithm.class), "");
        for (byte[] secret : List.of(pem, der)) {
            String token = Issuer.shared(secret, good());
            assertThat(reason(token)).isEqualTo("the token's algorithm is not one that is taken");
            assertThat(all.verify(Issuer.octets(token), KEYS, Issuer.NOW))
                    .as("even where every algorithm is allowed, the key is not one for it")
                    .isInstanceOf(Verified.UnknownKey.class);
        }
    }

    @Test
    void aSharedSecretChecksItsOwnKindOnly() {
        String secret = "0123456789abcdef0123456789abcdef";
        TokenVerifier verifier = verifier(Set.of(TokenAlgorithm.HS256), "");
        KeySet keys = KeySet.shared(secret);
        byte[] token = Issuer.octets(Issuer.shared(Issuer.octets(secret), good()));
        assertThat(verifier.verify(token, keys, Issuer.NOW)).isInstanceOf(Verified.Good.class);
        byte[] other = Issuer.octets(Issuer.shared(Issuer.octets("x" + secret), good()));
        assertThat(verifier.verify(other, keys, Issuer.NOW)).isInstanceOf(Verified.Bad.class);
        assertThat(verifier.verify(Issuer.octets(Issuer.FIRST.token(good())), keys, Issuer.NOW))
                .isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aSecretInAKeySetIsNotTaken() {
        assertThat(Jwks.read(Issuer.octets("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\",\"kid\":\"a\"}]}")))
                .isInstanceOf(Loaded.Bad.class);
    }

    @Test
    void aKeyThatATokenBringsAlongDoesNotExist() {
        String jwk = Issuer.SECOND.rsa().toPublicJWK().toJSONString();
        String header = "{\"alg\":\"RS256\",\"jwk\":" + jwk + "}";
        assertThat(reason(Issuer.SECOND.token(header, good()))).isEqualTo("the token's signature is not good");
        String named = "{\"alg\":\"RS256\",\"kid\":\"second-rsa\",\"jwk\":" + jwk + "}";
        assertThat(verify(Issuer.SECOND.token(named, good()))).isInstanceOf(Verified.UnknownKey.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jku", "x5u"})
    void anAddressOfKeysThatATokenBringsAlongIsNotAsked(String field) {
        // Nothing here could ask it: the verifier has no door to the outside.
        String header = "{\"alg\":\"RS256\",\"" + field + "\":\"https://evil.example/keys\"}";
        assertThat(reason(Issuer.SECOND.token(header, good()))).isEqualTo("the token's signature is not good");
        assertThat(verify(Issuer.FIRST.token(header, good()))).isInstanceOf(Verified.Good.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../dev/null",
                "/proc/sys/kernel/randomize_va_space",
                "x' UNION SELECT 'key';--",
                "first-rsa\\u0000",
                "file:///etc/passwd",
                "| touch /tmp/x",
                "{{7*7}}",
                "first-rsa ",
                "FIRST-RSA",
            })
    void aKidIsLookedUpInAMapAndGoesNowhereElse(String kid) {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + kid + "\"}";
        assertThat(verify(Issuer.FIRST.token(header, good()))).isInstanceOf(Verified.UnknownKey.class);
        assertThat(verify(Issuer.shared(new byte[32], good()))).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aKidWithoutEndIsRefused() {
        String header = "{\"alg\":\"RS256\",\"kid\":\"" + "a".repeat(257) + "\"}";
        assertThat(reason(Issuer.FIRST.token(header, good()))).isEqualTo("the token's 'kid' is too long");
        assertThat(reason(Issuer.FIRST.token("{\"alg\":\"RS256\",\"kid\":7}", good())))
                .isEqualTo("the token's 'kid' is not a text");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 256})
    void psychicSignaturesAreNotGood(int octets) {
        String header = "{\"alg\":\"ES256\",\"kid\":\"first-ec\"}";
        assertThat(reason(Issuer.forged(header, good(), new byte[octets])))
                .isEqualTo("the token's signature is not good");
        byte[] ones = new byte[octets];
        java.util.Arrays.fill(ones, (byte) 0xff);
        assertThat(verify(Issuer.forged(header, good(), ones))).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aKeyIsUsedOnItsOwnCurveAndForItsOwnAlgorithmOnly() throws Exception {
        ECKey large = new ECKeyGenerator(Curve.P_384).keyID("large").generate();
        KeySet keys = keys(Issuer.jwks(List.of(large.toPublicJWK().toJSONString())));
        String header = "{\"alg\":\"ES256\",\"kid\":\"large\"}";
        byte[] token = Issuer.octets(Issuer.FIRST.token(header, good()));
        assertThat(verifier(TokenVerifier.PUBLIC, "").verify(token, keys, Issuer.NOW))
                .isInstanceOf(Verified.Bad.class);
        assertThat(verify(Issuer.FIRST.token("{\"alg\":\"ES256\",\"kid\":\"first-rsa\"}", good())))
                .isInstanceOf(Verified.Bad.class);
        assertThat(verify(Issuer.FIRST.token("{\"alg\":\"RS256\",\"kid\":\"first-ec\"}", good())))
                .isInstanceOf(Verified.Bad.class);
        String only = Issuer.FIRST.rsa().toPublicJWK().toJSONString().replace("{\"kty\"", "{\"alg\":\"PS256\",\"kty\"");
        byte[] rs256 = Issuer.octets(Issuer.FIRST.token(RS256, good()));
        assertThat(verifier(TokenVerifier.PUBLIC, "").verify(rs256, keys(Issuer.jwks(List.of(only))), Issuer.NOW))
                .isInstanceOf(Verified.Bad.class);
    }
}
