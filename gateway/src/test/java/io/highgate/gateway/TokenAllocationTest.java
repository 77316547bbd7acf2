package io.highgate.gateway;

import com.sun.management.ThreadMXBean;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.identity.Finding;
import io.highgate.gateway.identity.Issuer;
import io.highgate.gateway.identity.keys.KeyRing;
import io.highgate.gateway.identity.token.TokenAuthenticator;
import io.highgate.gateway.identity.token.Tokens;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.JwtSpec;
import io.highgate.model.spec.KeysSpec;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Knowing a caller by a token that was seen before leaves nothing for the garbage collector. */
@Tag("alone")
class TokenAllocationTest {

    private static final int TIMES = 50_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int known;

    @Test
    void aTokenThatIsRememberedCostsNoMemory() {
        JwtSpec spec = SpecShape.with(SpecShape.defaults(JwtSpec.class), "issuer", Issuer.NAME);
        spec = SpecShape.with(spec, "keys", new KeysSpec.Inline(Issuer.FIRST.jwks()));
        KeyRing ring = new KeyRing(Ticker.system(), Runnable::run, Runnable::run);
        InstantSource clock = InstantSource.fixed(Issuer.NOW);
        Tokens tokens = new Tokens(ring, Runnable::run, Runnable::run, clock, new SplittableRandom(1));
        TokenAuthenticator authenticator = tokens.jwt("sso", spec);
        Headers headers = Headers.empty();
        headers.add(HeaderName.HOST, "shop");
        headers.add(HeaderName.AUTHORIZATION, "Bearer " + Issuer.FIRST.token(Issuer.claims("")));
        assertThat(authenticator.look(headers, clock.millis())).isInstanceOf(Finding.Pending.class);
        look(authenticator, headers);
        long before = threads.getCurrentThreadAllocatedBytes();
        look(authenticator, headers);
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / TIMES)
                .as("bytes a token")
                .isLessThan(8);
        assertThat(known).isEqualTo(2 * TIMES);
    }

    private void look(TokenAuthenticator authenticator, Headers headers) {
        long now = Issuer.NOW.toEpochMilli();
        for (int i = 0; i < TIMES; i++) {
            if (authenticator.look(headers, now) instanceof Finding.Known) {
                known++;
            }
        }
    }
}
