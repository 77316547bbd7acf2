package io.highgate.gateway.identity.token;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.keys.Jwks;
import io.highgate.gateway.identity.keys.KeySet;
import io.highgate.gateway.identity.keys.Loaded;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ClaimNamesSpec;
import io.highgate.model.spec.TokenAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The attacks on signed tokens that were published, each tried on the verifier that runs. */
class TokenAttackTest {

    private static final KeySet KEYS = keys(Issuer.FIRST.jwks());
    private static final String RS256 = "{\"alg\":\"RS256\",\"kid\":\"first-rsa\"}";

    private static KeySet keys(String jwks) {
        return ((Loaded.Good) Jwks.read(Issuer.octets(jwks))).keys();
    }

    private static TokenVerifier verifier(Set<TokenAlgorithm> algorithms, String type) {
        return new TokenVerifier(
                algorithms,
                type.isEmpty() ? null : type,
                new ClaimRules(Issuer.NAME, false, List.of("shop", "till"), Duration.ofSeconds(60), true, List.of()),
                new Callers("sso", "jwt", SpecShape.defaults(ClaimNamesSpec.class)));
    }

    private static Verified verify(String token) {
        return verifier(TokenVerifier.PUBLIC, "").verify(Issuer.octets(token), KEYS, Issuer.NOW);
    }

    private static String reason(String token) {
        return verify(token) instanceof Verified.Bad bad ? bad.reason() : String.valueOf(verify(token));
    }

    private static String good() {
        return Issuer.claims("");
    }

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exp      | -61            | the token has expired
            exp      | -60            | the token has expired
            nbf      | 61             | the token is not good yet
            iat      | 61             | the token was issued in the future
            exp      | 253402300800   | the token's 'exp' is not a time
            nbf      | -9000000000    | the token's 'nbf' is not a time
            """)
    void timesThatAreNotNowAreRefused(String claim, long seconds, String reason) {
        long time = Issuer.NOW.getEpochSecond() + seconds;
        assertThat(reason(Issuer.FIRST.token(with(claim, Long.toString(time))))).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"exp,-59", "nbf,60", "iat,60"})
    void clocksMayDifferALittle(String claim, long seconds) {
        long time = Issuer.NOW.getEpochSecond() + seconds;
        assertThat(verify(Issuer.FIRST.token(with(claim, Long.toString(time))))).isInstanceOf(Verified.Good.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"2030-01-01\"", "\"1893456000\"", "null", "true", "[1893456000]", "{}", "-1", "1e400", "NaN"})
    void anExpiryThatIsNoTimeIsRefused(String value) {
        assertThat(verify(Issuer.FIRST.token(with("exp", value)))).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void aTokenWithoutAnEndIsRefused() {
        String endless = "{\"iss\":\"" + Issuer.NAME + "\",\"aud\":\"shop\",\"sub\":\"alice\"}";
        assertThat(reason(Issuer.FIRST.token(endless))).isEqualTo("the token does not say when it expires");
    }

    /** Good claims, but for that one. */
    private static String with(String claim, String value) {
        String others = Issuer.claims("").replaceFirst(",\"" + claim + "\":[0-9]+", "");
        return others.substring(0, others.length() - 1) + ",\"" + claim + "\":" + value + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "iss":"https://issuer.example"  | "iss":"https://issuer.example/"   | the token is of another issuer
            "iss":"https://issuer.example"  | "iss":["https://issuer.example"]  | the token is of another issuer
            "iss":"https://issuer.example"  | "isS":"https://issuer.example"    | the token is of another issuer
            "aud":"shop"                    | "aud":"shops"                     | the token is meant for others
            "aud":"shop"                    | "aud":[]                          | the token is meant for others
            "aud":"shop"                    | "aud":{"shop":1}                  | the token is meant for others
            "aud":"shop"                    | "aud":null                        | the token is meant for others
            "sub":"alice"                   | "sub":""                          | the token's claim 'sub' is empty, too long or no printable text
            "sub":"alice"                   | "sub":"a\\r\\nX-Admin: 1"         | the token's claim 'sub' is empty, too long or no printable text
            "sub":"alice"                   | "sub":"al\\u202eice"              | the token's claim 'sub' is empty, too long or no printable text
            "sub":"alice"                   | "sub":{"a":1}                     | the token's claim 'sub' is empty, too long or no printable text
            "sub":"alice"                   | "name":"alice"                    | the token lacks the claim 'sub'
            """)
    void whoIsMeantMustBeMeantExactly(String claim, String instead, String reason) {
        String claims = Issuer.claims("").replace(claim, instead);
        assertThat(claims).contains(instead);
        assertThat(reason(Issuer.FIRST.token(claims))).isEqualTo(reason);
    }

    @Test
    void oneOfSeveralAudiencesWillDo() {
        String claims = Issuer.claims("").replace("\"aud\":\"shop\"", "\"aud\":[\"other\",\"till\"]");
        assertThat(verify(Issuer.FIRST.token(claims))).isInstanceOf(Verified.Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",\"sub\":\"admin\"", ",\"a\":{\"b\":1,\"b\":2}", ",\"\\u0073ub\":\"admin\""})
    void aClaimThatIsThereTwiceIsRefused(String more) {
        assertThat(reason(Issuer.FIRST.token(Issuer.claims(more))))
                .isEqualTo("the token's payload is not JSON, has a name twice or is too deep");
    }

    @Test
    void anAlgorithmThatIsThereTwiceIsRefused() {
        String header = "{\"alg\":\"none\",\"alg\":\"RS256\"}";
        assertThat(reason(Issuer.FIRST.token(header, good())))
                .isEqualTo("the token's header is not JSON, has a name twice or is too deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}{}",
                "{}x",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "not json"
            })
    void aPayloadThatIsNoJsonObjectIsRefused(String payload) {
        assertThat(verify(Issuer.FIRST.token(payload))).isInstanceOf(Verified.Bad.class);
    }

    @Test
    void deepJsonIsRefused() {
        String deep = ",\"a\":" + "[".repeat(2000) + "]".repeat(2000);
        assertThat(verify(Issuer.FIRST.token(Issuer.claims(deep)))).isInstanceOf(Verified.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a", "a.b", ".a.b", "a..b", "a.b.", "a.b.c.d", "a.b.c.d.e", "....."})
    void whatHasNotThreePartsIsRefused(String token) {
        assertThat(verify(token)).isInstanceOf(Verified.Bad.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "==", "+", "/", " ", "\n", "%3D", "A"})
    void otherSpellingsOfTheSameTokenAreRefused(String behind) {
        String good = Issuer.FIRST.token(good());
        assertThat(verify(good)).isInstanceOf(Verified.Good.class);
        assertThat(verify(good + behind)).as("behind the signature").isInstanceOf(Verified.Bad.class);
        assertThat(verify(good.replaceFirst("\\.", behind.replace("\\", "") + ".")))
                .isInstanceOf(Verified.Bad.class);
    }

    @Test
    void bitsThatDoNotCountMustBeZero() {
        // The last letter of 256 octets in base64url carries two bits; its other four are ignored by lenient readers.
        String good = Issuer.FIRST.token(good());
        char last = good.charAt(good.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char same = alphabet.charAt(alphabet.indexOf(last) ^ 1);
        assertThat(reason(good.substring(0, good.length() - 1) + same))
                .isEqualTo("the token's signature is not base64url in its one form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"crit\":[\"exp\"]", "\"b64\":false", "\"zip\":\"DEF\"", "\"enc\":\"A256GCM\"", "\"crit\":null"
            })
    void extensionsThatChangeWhatATokenMeansAreRefused(String field) {
        String header = "{\"alg\":\"RS256\"," + field + "}";
        assertThat(reason(Issuer.FIRST.token(header, good()))).contains("which is not taken");
    }

    @Test
    void encryptedTokensAreRefusedBeforeAnythingOfThemIsUnpacked() {
        String bomb = Issuer.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}") + "..aaaa.aaaa.aaaa";
        assertThat(reason(bomb)).contains("encrypted ones are not taken");
    }

    @Test
    void theTypeIsCheckedWhereOneIsAskedFor() {
        TokenVerifier access = verifier(TokenVerifier.PUBLIC, "at+jwt");
        String header = "{\"alg\":\"RS256\",\"kid\":\"first-rsa\",\"typ\":\"%s\"}";
        for (String type : List.of("at+jwt", "AT+JWT", "application/at+jwt")) {
            byte[] token = Issuer.octets(Issuer.FIRST.token(header.formatted(type), good()));
            assertThat(access.verify(token, KEYS, Issuer.NOW)).as(type).isInstanceOf(Verified.Good.class);
        }
        for (String type : List.of("JWT", "id+jwt", "")) {
            byte[] token = Issuer.octets(Issuer.FIRST.token(header.formatted(type), good()));
            assertThat(access.verify(token, KEYS, Issuer.NOW)).as(type).isInstanceOf(Verified.Bad.class);
        }
        assertThat(access.verify(Issuer.octets(Issuer.FIRST.token(good())), KEYS, Issuer.NOW))
                .isInstanceOf(Verified.Bad.class);
    }

    @Test
    void anOctetThatWasChangedAnywhereMakesATokenBad() {
        byte[] good = Issuer.octets(Issuer.FIRST.token(good()));
        for (int i = 0; i < good.length; i += 3) {
            byte[] changed = good.clone();
            changed[i] = (byte) (changed[i] == 'A' ? 'B' : 'A');
            assertThat(verifier(TokenVerifier.PUBLIC, "").verify(changed, KEYS, Issuer.NOW))
                    .as("octet " + i)
                    .isNotInstanceOf(Verified.Good.class);
        }
    }
}
