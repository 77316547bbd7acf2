package io.highgate.gateway.listen;

import io.highgate.gateway.flow.UpstreamStream;
import io.highgate.gateway.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Where a small body goes that nobody wants, so that its connection can be kept. Stateless. */
final class Nowhere implements UpstreamStream {

    static final Nowhere INSTANCE = new Nowhere();

    private Nowhere() {}

    @Override
    public void data(ByteBuf octets) {
        octets.release();
    }

    @Override
    public void flush() {}

    @Override
    public void end(@Nullable Headers trailers) {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void resume() {}

    @Override
    public void cancel() {}
}
