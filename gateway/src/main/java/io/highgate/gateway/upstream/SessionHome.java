package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.Cookies;
import io.highgate.traffic.hash.Hashing;
import org.jspecify.annotations.Nullable;

/**
 * By a cookie that the application sets itself: its value decides, without memory, so that all gateways
 * decide alike and a restart changes nothing. The member whose number together with the value's makes
 * the greatest hash (rendezvous hashing, Thaler and Ravishankar 1998): if one is out, only its own
 * clients move, and they come back with it. Thread-safe.
 */
record SessionHome(String cookie, boolean insists, Members members) implements Home {

    @Override
    public @Nullable Member of(Exchange exchange) {
        String value = Cookies.find(exchange.request().headers(), cookie);
        if (value == null || value.isEmpty()) {
            return null;
        }
        long key = Hashing.of(value);
        Member best = null;
        long most = 0;
        for (Member member : members.all()) {
            boolean eligible = insists || member.isUsable(exchange.loop().nanos());
            long score = Hashing.mix(key ^ member.identity());
            if (eligible && (best == null || Long.compareUnsigned(score, most) > 0)) {
                best = member;
                most = score;
            }
        }
        return best;
    }

    /** The application has seen to it. */
    @Override
    public void settle(Exchange exchange, Member member) {}
}
