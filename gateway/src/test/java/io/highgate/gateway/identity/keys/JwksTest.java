package io.highgate.gateway.identity.keys;

import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.highgate.gateway.identity.Issuer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which keys of a set are taken. */
class JwksTest {

    private static Loaded read(String jwks) {
        return Jwks.read(Issuer.octets(jwks));
    }

    private static int taken(String... keys) {
        return read(Issuer.jwks(List.of(keys))) instanceof Loaded.Good good
                ? good.keys().size()
                : 0;
    }

    private static final String RSA = Issuer.FIRST.rsa().toPublicJWK().toJSONString();
    private static final String EC = Issuer.FIRST.ec().toPublicJWK().toJSONString();

    @Test
    void keysOfAllKindsAreTaken() {
        assertThat(read(Issuer.FIRST.jwks()))
                .isInstanceOfSatisfying(
                        Loaded.Good.class, it -> assertThat(it.keys().size()).isEqualTo(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[]}",
                "{\"keys\":[1]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
                "{\"keys\":[],\"keys\":[]}",
                "<html>",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}]}",
            })
    void setsWithoutAKeyThatCanBeUsedAreRefused(String jwks) {
        assertThat(read(jwks)).isInstanceOf(Loaded.Bad.class);
    }

    @Test
    void aKeyThatCannotBeUsedDoesNotSpoilTheOthers() {
        assertThat(taken("{\"kty\":\"new\",\"kid\":\"a\"}", RSA, "{\"kty\":\"oct\",\"k\":\"AAAA\"}", EC))
                .isEqualTo(2);
    }

    @Test
    void keysForOtherPurposesAreLeftOut() {
        assertThat(taken(RSA.replace("{\"kty\"", "{\"use\":\"enc\",\"kty\""))).isZero();
        assertThat(taken(RSA.replace("{\"kty\"", "{\"key_ops\":[\"sign\"],\"kty\"")))
                .isZero();
        assertThat(taken(RSA.replace("{\"kty\"", "{\"alg\":\"HS256\",\"kty\""))).isZero();
        assertThat(taken(RSA.replace("{\"kty\"", "{\"alg\":\"RSA-OAEP\",\"kty\"")))
                .isZero();
        assertThat(taken(RSA.replace("{\"kty\"", "{\"use\":\"sig\",\"alg\":\"PS256\",\"kty\"")))
                .isEqualTo(1);
    }

    @Test
    void weakKeysAreLeftOut() throws Exception {
        String weak = new RSAKeyGenerator(1024, true).generate().toPublicJWK().toJSONString();
        assertThat(taken(weak)).isZero();
        assertThat(taken(RSA.replace("\"e\":\"AQAB\"", "\"e\":\"AQ\"")))
                .as("e = 1")
                .isZero();
    }

    @Test
    void aPointThatIsNotOnItsCurveIsLeftOut() {
        String x = Issuer.FIRST.ec().getX().toString();
        assertThat(taken(EC.replace(x, Issuer.SECOND.ec().getX().toString()))).isZero();
    }

    @Test
    void moreThanAHundredKeysAreRefused() {
        assertThat(read(Issuer.jwks(Collections.nCopies(101, EC)))).isInstanceOf(Loaded.Bad.class);
        assertThat(read(Issuer.jwks(Collections.nCopies(100, EC)))).isInstanceOf(Loaded.Good.class);
    }
}
