package io.highgate.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.keys.KeyRing;
import io.highgate.gateway.identity.token.TokenAuthenticator;
import io.highgate.gateway.identity.token.Tokens;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.JwtSpec;
import io.highgate.model.spec.KeysSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Knowing a caller by a token of about 800 octets: remembered, and checked anew each time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {

    @Param({"RS256", "ES256"})
    private String algorithm = "RS256";

    private final Headers headers = Headers.empty();
    private final InstantSource clock = InstantSource.system();
    private TokenAuthenticator remembering = authenticator(List.of(), 1);
    private TokenAuthenticator checking = remembering;

    @Setup
    public void prepare() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        boolean isRsa = algorithm.equals("RS256");
        List<String> keys =
                List.of(rsa.toPublicJWK().toJSONString(), ec.toPublicJWK().toJSONString());
        long now = clock.instant().getEpochSecond();
        String claims = "{\"iss\":\"i\",\"aud\":\"shop\",\"sub\":\"alice\",\"exp\":" + (now + 3600)
                + ",\"roles\":[\"editor\"],\"more\":\"" + "x".repeat(250) + "\"}";
        JWSObject token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                        .keyID(isRsa ? "rsa" : "ec")
                        .build(),
                new Payload(claims));
        JWSSigner signer = isRsa ? new RSASSASigner(rsa) : new ECDSASigner(ec);
        token.sign(signer);
        headers.clear();
        headers.add(HeaderName.HOST, "shop.example.com");
        headers.add(HeaderName.AUTHORIZATION, "Bearer " + token.serialize());
        remembering = authenticator(keys, 10_000);
        checking = authenticator(keys, 0);
        if (!(finding(checking) instanceof Finding.Known) || !(finding(remembering) instanceof Finding.Known)) {
            throw new IllegalStateException("the token is not good");
        }
    }

    private TokenAuthenticator authenticator(List<String> keys, int remembered) {
        String jwks = "{\"keys\":[" + String.join(",", keys) + "]}";
        JwtSpec spec = SpecShape.with(SpecShape.defaults(JwtSpec.class), "keys", new KeysSpec.Inline(jwks));
        spec = SpecShape.with(spec, "issuer", "i");
        spec = SpecShape.with(spec, "audience", List.of("shop"));
        spec = SpecShape.with(spec, "remembered", remembered);
        KeyRing ring = new KeyRing(Ticker.system(), Runnable::run, Runnable::run);
        Tokens tokens = new Tokens(ring, Runnable::run, Runnable::run, clock, new SplittableRandom(1));
        return tokens.jwt("sso", spec);
    }

    private Finding finding(TokenAuthenticator authenticator) {
        Finding finding = authenticator.look(headers, clock.millis());
        return finding instanceof Finding.Pending pending
                ? pending.later().toCompletableFuture().join()
                : finding;
    }

    @Benchmark
    public Finding remembered() {
        return remembering.look(headers, clock.millis());
    }

    @Benchmark
    public Finding checked() {
        return finding(checking);
    }

    /** What the benchmark's own clock costs. */
    @Benchmark
    public Instant clock() {
        return clock.instant();
    }
}
