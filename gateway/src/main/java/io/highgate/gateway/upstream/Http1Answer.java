package io.highgate.gateway.upstream;

import io.highgate.gateway.flow.BodyReader;
import io.highgate.gateway.flow.ReadResult;
import io.highgate.gateway.flow.ResponseReader;
import io.highgate.gateway.flow.WebSocketHandshake;
import io.highgate.gateway.http.ConnectionField;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers out of the octets of an HTTP/1.1 connection, one attempt's after the other's.
 * Confined to one event loop.
 *
 * <pre>
 * HEAD -> BODY -> done       interim answers come in HEAD
 * </pre>
 */
final class Http1Answer implements BodyReader.Sink {

    private final BodyReader body = new BodyReader();
    private final ResponseReader reader = new ResponseReader(new ResponseHead(Headers.empty()));

    private @Nullable Attempt attempt;
    private @Nullable ResponseHead head;
    private boolean inBody;
    private boolean informed;
    private boolean reusable;
    private long keepAlive;

    /** From now on the answer is this attempt's. */
    void begin(Attempt to) {
        ResponseHead into = to.response();
        attempt = to;
        head = into;
        inBody = false;
        informed = false;
        reusable = false;
        reader.reset(into, to.exchange().request().method());
    }

    @Nullable
    Attempt attempt() {
        return attempt;
    }

    /** What still comes is for nobody. */
    void leave() {
        attempt = null;
        head = null;
    }

    /** Whether octets of an answer have come. */
    boolean hasHeard() {
        return inBody || informed || reader.hasBegun();
    }

    /** Whether the body ends with the connection. */
    boolean endsWithConnection() {
        return inBody && head != null && head.bodyLength() == ResponseHead.UNTIL_CLOSE;
    }

    /** How long the connection may lie unused from now on, in nanoseconds, by what the answer says. */
    long keepAlive() {
        return reusable ? keepAlive : 0;
    }

    /** The connection must not serve again. */
    void spoil() {
        reusable = false;
    }

    /** Takes octets; what is left of them when nobody waits for an answer was not asked for. */
    void read(ByteBuf in) {
        Attempt serving = attempt;
        while (serving != null && in.isReadable()) {
            if (inBody) {
                readBody(in, serving);
            } else {
                readHead(in, serving);
            }
            serving = attempt;
        }
    }

    private void readHead(ByteBuf in, Attempt serving) {
        ReadResult result = reader.read(in);
        ResponseHead response = head;
        if (result == ReadResult.MALFORMED) {
            serving.malformed(reader.malformed().reason());
        } else if (result == ReadResult.DONE && response != null) {
            if (response.status() == ResponseHead.SWITCHING_PROTOCOLS) {
                switched(in, serving, response);
            } else if (response.status() < 200) {
                informed = true;
                serving.informed(response);
                response.headers().clear();
                reader.reset(response, serving.exchange().request().method());
            } else {
                answered(in, serving, response);
            }
        }
    }

    /** What follows is a body like one that ends with the connection; only that both sides send one. */
    private void switched(ByteBuf in, Attempt serving, ResponseHead response) {
        String problem = WebSocketHandshake.confirm(serving.exchange().request(), response);
        if (problem == null) {
            response.bodyLength(ResponseHead.UNTIL_CLOSE);
            answered(in, serving, response);
        } else {
            serving.malformed(problem);
        }
    }

    private void answered(ByteBuf in, Attempt serving, ResponseHead response) {
        inBody = true;
        long length = response.bodyLength();
        reusable = length != ResponseHead.UNTIL_CLOSE
                && !reader.announcesInVain()
                && ConnectionField.keepsAlive(response.headers(), response.isHttp10());
        keepAlive = KeepAlive.nanos(response.headers());
        body.reset(length);
        serving.answered();
        if (length == 0 && attempt == serving) {
            ended(in, serving);
        }
    }

    private void readBody(ByteBuf in, Attempt serving) {
        ReadResult result = body.read(in, this);
        if (attempt != serving) {
            return;
        }
        if (result == ReadResult.MALFORMED) {
            serving.malformed(body.malformed().reason());
        } else if (result == ReadResult.DONE) {
            ended(in, serving);
        }
    }

    private void ended(ByteBuf in, Attempt serving) {
        if (in.isReadable()) {
            reusable = false;
            in.skipBytes(in.readableBytes());
        }
        serving.ended(body.trailers());
    }

    @Override
    public void part(ByteBuf octets) {
        Attempt serving = attempt;
        if (serving == null) {
            octets.release();
        } else {
            serving.received(octets);
        }
    }
}
