package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.identity.token.Trying.KEYS;
import static io.highgate.gateway.identity.token.Trying.good;
import static io.highgate.gateway.identity.token.Trying.reason;
import static io.highgate.gateway.identity.token.Trying.verifier;
import static io.highgate.gateway.identity.token.Trying.verify;
import static org.assertj.core.api.Assertions.assertThat;

/** Tokens in a form that two readers could read differently, or that costs to read. */
class TokenFormTest {

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
