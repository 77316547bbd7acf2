package io.highgate.drills.client;

import io.highgate.testkit.Http2Wire;
import io.highgate.testkit.Http2Wire.Frame;
import io.highgate.testkit.Wire;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 frame by frame: a connection until GOAWAY, one request at a time. It reads only when it has
 * asked, so that GOAWAY crosses requests on their way; one that the server then turns away, which
 * other clients send again and nobody sees, counts here as a failure. Confined to one thread.
 */
public final class StrictHttp2Client implements Steady.Asking {

    private final Supplier<Wire> connecting;
    private final String path;
    private @Nullable Http2Wire open;
    private int stream;
    private boolean last;
    private String outcome = "";

    public StrictHttp2Client(Supplier<Wire> connecting, String path) {
        this.connecting = connecting;
        this.path = path;
    }

    @Override
    public String ask() {
        Http2Wire wire = open == null ? connect() : open;
        open = null;
        stream += 2;
        outcome = "";
        wire.headers(stream, true, ":method", "GET", ":scheme", "http", ":authority", "localhost", ":path", path);
        boolean over = false;
        while (!over) {
            Frame frame = wire.read();
            answer(wire, frame);
            over = look(frame);
        }
        if (last) {
            wire.wire().close();
        } else {
            open = wire;
        }
        return outcome;
    }

    private Http2Wire connect() {
        stream = -1;
        last = false;
        return Http2Wire.client(connecting.get());
    }

    private static void answer(Http2Wire wire, Frame frame) {
        boolean asks = frame.type() == Http2Wire.SETTINGS || frame.type() == Http2Wire.PING;
        if (asks && !frame.isAck()) {
            byte[] back = frame.type() == Http2Wire.PING ? frame.payload() : new byte[0];
            wire.send(frame.type(), Http2Wire.ACK, 0, back);
        } else if (frame.type() == Http2Wire.DATA && frame.payload().length > 0) {
            wire.number(Http2Wire.WINDOW_UPDATE, 0, frame.payload().length);
        }
    }

    /** Whether the request is over. */
    private boolean look(Frame frame) {
        boolean ours = frame.stream() == stream;
        switch (frame.type()) {
            case Http2Wire.GOAWAY -> {
                last = true;
                if (frame.number(0) < stream || frame.number(4) != 0) {
                    outcome = "turned away: GOAWAY " + frame.number(0) + ", error " + frame.number(4);
                    return true;
                }
            }
            case Http2Wire.RST_STREAM -> {
                if (ours) {
                    outcome = "reset: error " + frame.number(0);
                    return true;
                }
            }
            case Http2Wire.HEADERS -> outcome = ours ? frame.field(":status") : outcome;
            default -> {
                // Settings, pings and windows are answered or of no interest.
            }
        }
        return ours && frame.ends();
    }

    @Override
    public String toString() {
        return "HTTP/2 by frames";
    }
}
