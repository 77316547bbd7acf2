package io.highgate.gateway.upstream;

import io.highgate.base.unit.Secret;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.Cookies;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.model.spec.StickySpec;
import io.highgate.traffic.balance.sticky.StickyCookie;
import io.highgate.traffic.balance.sticky.Stuck;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By a cookie of the gateway's own, signed, set with the first answer and renewed when half of its time
 * is over. Thread-safe.
 */
final class SignedHome implements Home {

    private final String cookie;
    private final Duration ttl;
    private final boolean insists;
    private final StickyCookie codec;
    private final Map<Long, Member> byId = new HashMap<>();
    private final Map<Member, Long> ids = new HashMap<>();

    private SignedHome(StickySpec spec, byte[] key, Members members) {
        this.cookie = spec.cookie();
        this.ttl = spec.ttl();
        this.insists = spec.failOver() == StickySpec.FailOver.REFUSE;
        this.codec = new StickyCookie(key);
        for (Member member : members.all()) {
            long id = codec.idOf(member.toString());
            byId.put(id, member);
            ids.put(member, id);
        }
    }

    static SignedHome of(StickySpec spec, byte[] usualKey, Members members) {
        Secret secret = spec.secret();
        byte[] key = secret == null ? usualKey : secret.reveal().getBytes(StandardCharsets.UTF_8);
        return new SignedHome(spec, key, members);
    }

    @Override
    public boolean insists() {
        return insists;
    }

    @Override
    public @Nullable Member of(Exchange exchange) {
        return said(exchange, exchange.loop().clock().instant()) instanceof Stuck.To to
                ? byId.get(to.endpointId())
                : null;
    }

    private Stuck said(Exchange exchange, Instant now) {
        String value = Cookies.find(exchange.request().headers(), cookie);
        return value == null ? Stuck.Refused.MALFORMED : codec.decode(value, now);
    }

    @Override
    public void settle(Exchange exchange, Member member) {
        Long id = ids.get(member);
        Instant now = exchange.loop().clock().instant();
        if (id == null || isFresh(said(exchange, now), id, now)) {
            return;
        }
        String secure = exchange.peer().secure() ? "; Secure" : "";
        Headers headers = exchange.response().headers();
        headers.add(
                HeaderName.SET_COOKIE,
                cookie + "=" + codec.encode(id, now.plus(ttl)) + "; Path=/; Max-Age=" + ttl.toSeconds()
                        + "; HttpOnly; SameSite=Lax" + secure);
    }

    private boolean isFresh(Stuck said, long id, Instant now) {
        return said instanceof Stuck.To to
                && to.endpointId() == id
                && Duration.between(now, to.expiresAt()).compareTo(ttl.dividedBy(2)) > 0;
    }
}
