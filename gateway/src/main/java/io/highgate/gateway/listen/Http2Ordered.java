package io.highgate.gateway.listen;

import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;

/**
 * The fields of one header section, and whether each pseudo-header field stood before the regular
 * ones: Netty's own collection puts them there itself. Confined to one event loop.
 */
final class Http2Ordered extends DefaultHttp2Headers {

    private boolean regular;
    private boolean misplaced;

    Http2Ordered(int size) {
        super(false, Math.max(size, 4));
    }

    @Override
    public Http2Headers add(CharSequence name, CharSequence value) {
        boolean pseudo = name.length() > 0 && name.charAt(0) == ':';
        misplaced |= pseudo && regular;
        regular |= !pseudo;
        return super.add(name, value);
    }

    /** Whether a pseudo-header field stood behind a regular one (RFC 9113 section 8.3). */
    boolean isMisplaced() {
        return misplaced;
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
