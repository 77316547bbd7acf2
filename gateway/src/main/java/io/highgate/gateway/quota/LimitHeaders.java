package io.highgate.gateway.quota;

import io.highgate.base.unit.Durations;
import io.highgate.gateway.exchange.Account;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Reply;
import io.highgate.model.spec.RateLimitSpec.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of its limits, in the form that each of them asks for. The form of IETF is that of
 * draft-ietf-httpapi-ratelimit-headers-10. Where fields have room for one limit only, it is the one with the
 * fewest requests left. Writing into a header section allocates nothing, but for Ocelot's dates. Stateless.
 */
public final class LimitHeaders {

    private static final HeaderName IETF = HeaderName.of("RateLimit");
    private static final HeaderName IETF_POLICY = HeaderName.of("RateLimit-Policy");
    private static final String[] PARTS = {"Limit", "Remaining", "Reset"};
    private static final HeaderName[] PLAIN = names("X-RateLimit-");
    private static final HeaderName[] OCELOT_20 = names("X-Rate-Limit-");
    private static final byte[] RESET = ";t=".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] COMMA = ", ".getBytes(StandardCharsets.ISO_8859_1);
    private static final long SECOND = 1_000_000_000;

    private LimitHeaders() {}

    private static HeaderName[] names(String prefix) {
        HeaderName[] names = new HeaderName[PARTS.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = HeaderName.of(prefix + PARTS[i]);
        }
        return names;
    }

    /** What answers say of a limit with that name. */
    public static Account.Policy policy(Told told, String name, long amount, Duration window) {
        long seconds = Math.max(1, Math.ceilDiv(window.toNanos(), SECOND));
        return new Account.Policy(
                told,
                amount,
                window,
                octets("\"" + name + "\";q=" + amount + ";w=" + seconds),
                octets("\"" + name + "\";r="));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Adds them to the head of an upstream's answer. */
    public static void add(Exchange exchange, Headers headers) {
        Account first = exchange.account();
        if (first != null) {
            write(first, false, exchange.loop().clock(), headers);
        }
    }

    /** Adds them to a reply that the gateway makes. */
    public static Reply add(Exchange exchange, Reply reply) {
        if (exchange.account() == null) {
            return reply;
        }
        List<Reply.Field> fields = new ArrayList<>(reply.fields());
        add(exchange, false, fields);
        return new Reply(reply.status(), List.copyOf(fields), reply.body());
    }

    /** Adds them to the fields of a failure's reply. */
    public static void add(Exchange exchange, boolean refused, List<Reply.Field> fields) {
        Account first = exchange.account();
        if (first != null) {
            Headers headers = Headers.empty();
            write(first, refused, exchange.loop().clock(), headers);
            for (int i = 0; i < headers.size(); i++) {
                fields.add(new Reply.Field(HeaderName.of(headers.name(i)), headers.value(i)));
            }
        }
    }

    /** Adds what these limits say. */
    public static void write(Account first, boolean refused, InstantSource clock, Headers headers) {
        ietf(first, headers);
        plain(first, headers);
        if (!refused) {
            ocelot(first, clock, headers);
        }
    }

    private static void ietf(Account first, Headers headers) {
        Account.Policy stated = null;
        int start = headers.end();
        for (Account one = first; one != null; one = one.next()) {
            Account.Policy policy = one.policy();
            if (policy.told() == Told.IETF) {
                separate(stated, headers);
                headers.append(policy.stated(), 0, policy.stated().length);
                stated = policy;
            }
        }
        if (stated == null) {
            return;
        }
        headers.addAt(IETF_POLICY, start, headers.end());
        start = headers.end();
        stated = null;
        for (Account one = first; one != null; one = one.next()) {
            Account.Policy policy = one.policy();
            if (policy.told() == Told.IETF) {
                separate(stated, headers);
                headers.append(policy.named(), 0, policy.named().length);
                headers.append(one.left());
                headers.append(RESET, 0, RESET.length);
                headers.append(seconds(one));
                stated = policy;
            }
        }
        headers.addAt(IETF, start, headers.end());
    }

    private static void separate(Account.@Nullable Policy before, Headers headers) {
        if (before != null) {
            headers.append(COMMA, 0, COMMA.length);
        }
    }

    private static long seconds(Account account) {
        return Math.ceilDiv(account.resetNanos(), SECOND);
    }

    /** These fields have room for one limit only. */
    private static void removeThoseOfTheUpstream(HeaderName[] names, Headers headers) {
        for (HeaderName name : names) {
            headers.remove(name);
        }
    }

    private static void plain(Account first, Headers headers) {
        Account tightest = tightest(first, Told.X_RATELIMIT);
        if (tightest != null) {
            removeThoseOfTheUpstream(PLAIN, headers);
            headers.add(PLAIN[0], tightest.policy().amount());
            headers.add(PLAIN[1], tightest.left());
            headers.add(PLAIN[2], seconds(tightest));
        }
    }

    private static void ocelot(Account first, InstantSource clock, Headers headers) {
        Account of20 = tightest(first, Told.OCELOT_20);
        if (of20 != null) {
            removeThoseOfTheUpstream(OCELOT_20, headers);
            headers.add(OCELOT_20[0], Durations.print(of20.policy().window()));
            headers.add(OCELOT_20[1], of20.left());
            headers.add(OCELOT_20[2], reset(of20, clock));
        }
        Account of25 = tightest(first, Told.OCELOT_25);
        if (of25 != null) {
            removeThoseOfTheUpstream(PLAIN, headers);
            headers.add(PLAIN[0], of25.policy().amount());
            headers.add(PLAIN[1], of25.left());
            headers.add(PLAIN[2], reset(of25, clock));
        }
    }

    private static String reset(Account account, InstantSource clock) {
        return clock.instant().plusNanos(account.resetNanos()).toString();
    }

    private static @Nullable Account tightest(Account first, Told told) {
        Account tightest = null;
        for (Account one = first; one != null; one = one.next()) {
            if (one.policy().told() == told && (tightest == null || one.left() < tightest.left())) {
                tightest = one;
            }
        }
        return tightest;
    }
}
