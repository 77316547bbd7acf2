package io.highgate.gateway.listen;

import io.highgate.gateway.flow.HeadWriter;
import io.highgate.gateway.flow.Loop;
import io.netty.util.concurrent.FastThreadLocal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Date field's value (RFC 9110 section 6.6.1), spelled at most once a second. Confined to one event loop. */
final class HttpDate {

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final long SECOND = 1_000_000_000L;
    private static final FastThreadLocal<HttpDate> ONE = new FastThreadLocal<>();

    private final Loop loop;
    private final InstantSource clock;
    private byte[] octets = new byte[0];
    private long spelledAt;

    private HttpDate(Loop loop) {
        this.loop = loop;
        this.clock = loop.clock();
    }

    /** The one of the loop; called on it. */
    static HttpDate of(Loop loop) {
        HttpDate date = ONE.get();
        if (date == null || date.loop != loop) {
            date = new HttpDate(loop);
            ONE.set(date);
        }
        return date;
    }

    byte[] octets() {
        long now = loop.nanos();
        if (octets.length == 0 || now - spelledAt >= SECOND) {
            long millis = clock.millis();
            octets = HeadWriter.octets(FORM.format(Instant.ofEpochMilli(millis)));
            spelledAt = now - millis % 1000 * 1_000_000;
        }
        return octets;
    }
}
