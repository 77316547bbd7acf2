package io.highgate.gateway.upstream.mirror;

import io.highgate.base.unit.Ratio;
import io.highgate.gateway.ask.Trait;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.MirrorSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.traffic.hash.Draw;
import io.highgate.traffic.hash.Hashing;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who gets copies of one route's requests: which requests are copied, within which bounds, and what
 * became of the copies. Thread-safe.
 */
final class Mirror {

    /** Tells a copy from an original, and names the route; a copy is not copied again. */
    static final HeaderName FIELD = HeaderName.of("X-Highgate-Mirror");

    private final MirrorSpec spec;
    private final Mirrors.Means means;
    private final @Nullable Trait stickTo;
    private final long identity;
    private final String tell;
    private final AtomicInteger underWay;
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /** What became of a copy, or why there is none. */
    enum Outcome {
        ANSWERED,
        FAILED,
        TOO_LARGE,
        TOO_MANY,
        NO_BUFFERS,
        UNFINISHED;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Mirror(RouteSpec route, MirrorSpec spec, Mirrors.Means means) {
        this.spec = spec;
        this.means = means;
        this.stickTo = route.stickTo() == null ? null : Trait.of(route.stickTo());
        this.identity = Hashing.of(spec.upstream());
        this.tell = URLEncoder.encode(route.name(), StandardCharsets.UTF_8);
        this.underWay = means.traffic().mirrorsUnderWay(route.name());
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, means.traffic().mirrored().of(route.name(), outcome.label()));
        }
    }

    MirrorSpec spec() {
        return spec;
    }

    Mirrors.Means means() {
        return means;
    }

    /** What copies say in {@link #FIELD}: the route's name, percent-encoded where it must be. */
    String tell() {
        return tell;
    }

    /** Copies the request if it is one of those that are; it may go on at once in any case. */
    void copy(Exchange original) {
        RequestHead request = original.request();
        boolean plain = !request.asksForWebSocket() && !request.headers().contains(FIELD);
        if (!plain || !isMeant(original)) {
            return;
        }
        if (request.bodyLength() > spec.body().bytes()) {
            count(Outcome.TOO_LARGE);
        } else if (original.loop().backlog().isTight()) {
            count(Outcome.NO_BUFFERS);
        } else if (underWay.incrementAndGet() > spec.inFlight()) {
            underWay.decrementAndGet();
            count(Outcome.TOO_MANY);
        } else {
            Copy.begin(this, original);
        }
    }

    private boolean isMeant(Exchange original) {
        if (spec.share().basisPoints() == Ratio.WHOLE) {
            return true;
        }
        long key = stickTo == null
                ? original.loop().random().nextLong()
                : stickTo.key(original, original.loop().random());
        return Draw.below(Hashing.mix(key ^ identity), Ratio.WHOLE)
                < spec.share().basisPoints();
    }

    /** A copy is over. */
    void over(Outcome outcome) {
        underWay.decrementAndGet();
        count(outcome);
    }

    private void count(Outcome outcome) {
        LongAdder counter = outcomes.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
