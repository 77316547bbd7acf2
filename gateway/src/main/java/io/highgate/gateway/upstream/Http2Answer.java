package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.Http2Fields;
import io.highgate.gateway.flow.WebSocketHandshake;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * Understands the frames of one HTTP/2 stream as an answer (RFC 9113 section 8.1), as strictly as an
 * answer of HTTP/1.1: it may leave as one. Confined to one event loop.
 *
 * <pre>
 * HEADERS (1xx) ... HEADERS -> DATA ... -> (HEADERS) -> complete
 * </pre>
 */
final class Http2Answer {

    private static final int UNKNOWN = -1;

    private boolean begun;
    private boolean answered;
    private boolean complete;
    private long left = UNKNOWN;

    /** Whether anything of it has come. */
    boolean hasBegun() {
        return begun;
    }

    /** Whether all of it has come. */
    boolean isComplete() {
        return complete;
    }

    /** A header section: of an interim answer (then true), of the answer, or its trailers. */
    boolean headers(Http2Headers section, boolean last, Attempt attempt) {
        begun = true;
        if (answered) {
            trailers(section, attempt);
            return false;
        }
        ResponseHead head = attempt.response();
        head.headers().clear();
        String problem = problem(section, head, last);
        if (problem != null) {
            attempt.malformed(problem);
            return false;
        }
        if (head.status() < 200) {
            attempt.informed(head);
            head.headers().clear();
            return true;
        }
        answered(head, last, attempt);
        return false;
    }

    private static @Nullable String problem(Http2Headers section, ResponseHead head, boolean last) {
        int status = status(section.status());
        if (status == UNKNOWN) {
            return "the pseudo-header field :status is not a number between 100 and 599";
        }
        if (section.method() != null || section.path() != null || section.scheme() != null) {
            return "the answer has pseudo-header fields of a request (RFC 9113 section 8.3)";
        }
        if (status == 101 || status < 200 && last) {
            return "an interim answer is 101, or the last there is (RFC 9113 section 8.1)";
        }
        head.status(status);
        head.http10(false);
        return Http2Fields.read(section, head.headers());
    }

    private void answered(ResponseHead head, boolean last, Attempt attempt) {
        if (attempt.exchange().request().asksForWebSocket() && head.status() == 200) {
            switched(head, last, attempt);
            return;
        }
        int status = head.status();
        Method method = attempt.exchange().request().method();
        boolean empty = status == 204 || status == 304 || method.equals(Method.HEAD);
        long length = Http2Fields.contentLength(head.headers());
        if (last && !empty && length > 0) {
            attempt.malformed("the body is shorter than Content-Length says");
            return;
        }
        left = last || empty ? 0 : length;
        head.bodyLength(left);
        answered = true;
        attempt.answered();
        if (last && attempt.isAnswered() && !attempt.isSettled()) {
            complete = true;
            attempt.ended(null);
        }
    }

    /** 200 opens a WebSocket here (RFC 8441 section 5); from now on it is as if it were 101. */
    private void switched(ResponseHead head, boolean last, Attempt attempt) {
        WebSocketHandshake.complete(attempt.exchange().request(), head);
        answered = true;
        attempt.answered();
        if (last && attempt.isAnswered() && !attempt.isSettled()) {
            complete = true;
            attempt.ended(null);
        }
    }

    private void trailers(Http2Headers section, Attempt attempt) {
        Headers trailers = Headers.empty();
        String problem = Http2Fields.readTrailers(section, trailers);
        if (problem != null) {
            attempt.malformed(problem);
        } else if (left > 0) {
            attempt.malformed("the body is shorter than Content-Length says");
        } else {
            complete = true;
            attempt.ended(trailers.isEmpty() ? null : trailers);
        }
    }

    /** A part of the body; the buffer stays the caller's. */
    void data(ByteBuf data, boolean last, Attempt attempt) {
        int octets = data.readableBytes();
        if (!answered || left >= 0 && octets > left) {
            attempt.malformed(answered ? "the body is longer than it may be" : "the body comes before the head");
            return;
        }
        if (left > 0) {
            left -= octets;
        }
        if (octets > 0) {
            attempt.received(data.retain());
        }
        if (last && attempt.isAnswered() && !attempt.isSettled()) {
            if (left > 0) {
                attempt.malformed("the body is shorter than Content-Length says");
            } else {
                complete = true;
                attempt.ended(null);
            }
        }
    }

    private static int status(@Nullable CharSequence text) {
        if (text == null || text.length() != 3) {
            return UNKNOWN;
        }
        int status = 0;
        for (int i = 0; i < 3; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return UNKNOWN;
            }
            status = status * 10 + digit - '0';
        }
        return status < 100 || status > 599 ? UNKNOWN : status;
    }
}
