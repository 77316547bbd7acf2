package io.highgate.gateway.flow;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * What a request may expect (RFC 9110 section 10.1.1): {@code 100-continue}, once, and nothing else.
 * Where it means nothing, without a body or in HTTP/1.0, it is taken off, because origins that wait
 * there, or do not, answer out of step. Stateless.
 */
final class Expectation {

    private Expectation() {}

    /** What is wrong with it, or null; to be asked once the body's length is known. */
    static @Nullable Malformed settle(RequestHead head) {
        Headers headers = head.headers();
        int expect = headers.find(HeaderName.EXPECT);
        if (expect < 0) {
            return null;
        }
        if (head.isHttp10()) {
            headers.remove(HeaderName.EXPECT);
            return null;
        }
        if (!headers.valueIs(expect, "100-continue") || headers.find(HeaderName.EXPECT, expect + 1) >= 0) {
            return new Malformed(
                    Malformed.Kind.EXPECTATION_FAILED, "Expect may say 100-continue only (RFC 9110 section 10.1.1)");
        }
        if (head.bodyLength() == RequestHead.NO_BODY) {
            headers.remove(HeaderName.EXPECT);
        }
        return null;
    }
}
