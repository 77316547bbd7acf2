package io.highgate.gateway.identity.token;

import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.token.TokenVerifier.Verified;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.gateway.identity.token.Trying.reason;
import static io.highgate.gateway.identity.token.Trying.verify;
import static org.assertj.core.api.Assertions.assertThat;

/** Times, issuers, audiences and names that do not count here and now. */
class TokenClaimsTest {

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
}
