package io.highgate.gateway.identity.token;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.identity.Authenticator;
import io.highgate.gateway.identity.Finding;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by a token that is shown: what is remembered of it is said at once, the rest is found out
 * elsewhere, once for all who show the same token meanwhile. Thread-safe.
 */
public final class TokenAuthenticator implements Authenticator {

    private static final Finding TWICE = new Finding.Refused("there are two credentials");

    private final Where where;
    private final int largest;
    private final Finding tooLarge;
    private final Judge judge;
    private final Remembered remembered;
    private final Map<Octets, CompletionStage<Finding>> underWay = new ConcurrentHashMap<>();

    /** Octets by value. */
    private record Octets(byte[] octets, long hash) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Octets that && Arrays.equals(octets, that.octets);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash);
        }
    }

    TokenAuthenticator(Where where, int largest, Judge judge, Remembered remembered) {
        this.where = where;
        this.largest = largest;
        this.tooLarge = new Finding.Refused("the token is larger than " + largest + " octets");
        this.judge = judge;
        this.remembered = remembered;
    }

    @Override
    public Finding look(Exchange exchange) {
        return look(exchange.request().headers(), exchange.loop().clock().millis());
    }

    /** What the fields say at a time, in milliseconds since 1970. */
    public Finding look(Headers headers, long now) {
        int field = where.field(headers);
        if (field < 0) {
            byte[] cookie = where.cookie(headers);
            return cookie == null ? Finding.ABSENT : find(cookie, 0, cookie.length, now);
        }
        return where.isTwice(headers, field)
                ? TWICE
                : find(headers.bytes(), where.start(headers, field), headers.valueEnd(field), now);
    }

    private Finding find(byte[] in, int start, int end, long now) {
        if (end - start > largest) {
            return tooLarge;
        }
        long hash = remembered.hash(in, start, end);
        Remembered.Entry entry = remembered.find(hash, in, start, end);
        if (entry != null && now < entry.fresh() && entry.under() == judge.under()) {
            return entry.finding();
        }
        return ask(new Octets(Arrays.copyOfRange(in, start, end), hash), entry, now);
    }

    private Finding ask(Octets token, Remembered.@Nullable Entry known, long now) {
        CompletionStage<Finding> begun = underWay.get(token);
        if (begun != null) {
            return new Finding.Pending(begun);
        }
        CompletionStage<Finding> found =
                judge.judge(token.octets()).thenApply(judged -> found(token, judged, known, now));
        underWay.put(token, found);
        found.whenComplete((_, _) -> underWay.remove(token, found));
        return new Finding.Pending(found);
    }

    private Finding found(Octets token, Judge.Judged judged, Remembered.@Nullable Entry known, long now) {
        boolean away = judged.finding() instanceof Finding.Away;
        if (away && known != null && now < known.end() && known.finding() instanceof Finding.Known) {
            return known.finding(); // nobody can be asked; bounded by the grace
        }
        if (judged.fresh() > 0) {
            remembered.keep(new Remembered.Entry(
                    token.hash(), token.octets(), judged.under(), judged.finding(), judged.fresh(), judged.end()));
        }
        return judged.finding();
    }
}
