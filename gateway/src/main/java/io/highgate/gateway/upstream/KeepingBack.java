package io.highgate.gateway.upstream;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.flow.ShortWaits;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of an attempt that keeps the beginning of an answer back for a moment when the rest of it has
 * not come with it. Servers write a small answer in two or three parts; when one dies between them,
 * another endpoint can be asked as long as the client has been told nothing. Large answers and streams
 * are not kept. A supertype, so that a request costs one object. Confined to one event loop.
 */
abstract class KeepingBack extends Racing {

    /** Octets; an answer that is longer is passed on as it comes. */
    private static final int MOST = 16 * 1024;

    private static final int MOST_PARTS = 16;
    private static final List<String> STREAMS = List.of(
            "text/event-stream",
            "application/x-ndjson",
            "application/stream+json",
            "application/json-seq",
            "multipart/x-mixed-replace");
    private static final HeaderName X_ACCEL_BUFFERING = HeaderName.of("X-Accel-Buffering");

    private boolean keeping;
    private @Nullable ByteBuf first;
    private @Nullable ArrayDeque<ByteBuf> more;
    private ShortWaits.@Nullable Wait wait;
    private int octets;

    KeepingBack(Exchange exchange, Upstream upstream, Duration perTry) {
        super(exchange, upstream, perTry);
    }

    /** The client is told, of what was kept first: what follows goes at once. */
    abstract void passOn();

    /** All that the client has been told of goes on the wire. */
    abstract void receivedAll();

    /** Whether an answer has begun that the client has been told nothing of. */
    final boolean isKeeping() {
        return keeping;
    }

    /** The head of an answer is there: whether what comes of it is kept from now on. */
    final boolean keepsBack() {
        ResponseHead head = response();
        Retries retries = upstream().retries();
        keeping = retries.keepsBack()
                && head.status() != ResponseHead.SWITCHING_PROTOCOLS
                && head.bodyLength() <= MOST
                && retries.isHarmless(exchange().request())
                && isTryLeft()
                && maySendAgain();
        return keeping;
    }

    /** Keeps a part of the body as well; false if that is too much, then the buffer stays the caller's. */
    final boolean keeps(ByteBuf part) {
        int size = part.readableBytes();
        if (octets + size > MOST || more != null && more.size() >= MOST_PARTS || isTight()) {
            return false;
        }
        octets += size;
        exchange().loop().backlog().keep(size);
        if (first == null) {
            first = part;
        } else {
            if (more == null) {
                more = new ArrayDeque<>();
            }
            more.addLast(part);
        }
        return true;
    }

    private boolean isTight() {
        return exchange().loop().backlog().isTight();
    }

    /** All that has come for now is kept: the rest is waited for, if it may come at once. */
    final void awaitRest() {
        if (wait != null) {
            return;
        }
        if (streams(response().headers()) || isTight()) {
            waitNoMore();
        } else {
            wait = exchange().loop().shortWaits().begin(this::waitNoMore);
        }
    }

    /** The rest takes longer than a moment. */
    final void waitNoMore() {
        passOn();
        receivedAll();
    }

    /** Whether the origin says that its answer is to be passed on as it comes. */
    private static boolean streams(Headers headers) {
        int type = headers.find(HeaderName.CONTENT_TYPE);
        int buffering = headers.find(X_ACCEL_BUFFERING);
        return type >= 0 && isStream(headers.value(type).toLowerCase(Locale.ROOT))
                || buffering >= 0 && headers.valueIs(buffering, "no");
    }

    private static boolean isStream(String type) {
        return STREAMS.stream().anyMatch(type::startsWith);
    }

    /** Gives the client what was kept of the body. */
    final void letGo() {
        ByteBuf begin = first;
        ArrayDeque<ByteBuf> rest = more;
        first = null;
        more = null;
        forgetKept();
        if (begin != null) {
            exchange().client().data(begin);
        }
        while (rest != null && !rest.isEmpty()) {
            exchange().client().data(rest.removeFirst());
        }
    }

    /** Nobody gets what was kept. */
    final void forgetKept() {
        keeping = false;
        if (wait != null) {
            wait.cancel();
            wait = null;
        }
        if (octets > 0) {
            exchange().loop().backlog().keep(-octets);
            octets = 0;
        }
        if (first != null) {
            first.release();
            first = null;
        }
        while (more != null && !more.isEmpty()) {
            more.removeFirst().release();
        }
        more = null;
    }
}
