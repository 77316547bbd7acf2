package io.highgate.gateway.flow;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one header section as they came. Netty's own collection puts pseudo-header fields
 * first, so what was wrong with their order or number is noted while they come. Confined to one
 * event loop.
 */
public final class Http2Section extends DefaultHttp2Headers {

    private boolean regular;
    private boolean misplaced;
    private boolean repeated;

    public Http2Section(int size) {
        super(false, Math.max(size, 4));
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        if (name.length() > 0 && name.charAt(0) == ':') {
            misplaced |= regular;
            repeated |= contains(name);
        } else {
            regular = true;
        }
        return super.add(name, value);
    }

    /** What is wrong with the pseudo-header fields (RFC 9113 section 8.3), or null. */
    @Nullable
    String problem() {
        if (misplaced) {
            return "a pseudo-header field stands behind a regular one (RFC 9113 section 8.3)";
        }
        return repeated ? "a pseudo-header field is given more than once (RFC 9113 section 8.3)" : null;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
