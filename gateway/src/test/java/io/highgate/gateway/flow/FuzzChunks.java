package io.highgate.gateway.flow;

import io.highgate.gateway.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** For the fuzzer: a body in chunks, read whole and octet by octet, and written again. Stateless. */
public final class FuzzChunks {

    private FuzzChunks() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String whole = read(data, Math.max(data.length, 1));
        FuzzedMessages.mustBe(whole.equals(read(data, 1)), "octet by octet it is another body");
        FuzzedMessages.mustBe(whole.equals(read(data, 7)), "in pieces it is another body");
        if (whole.startsWith("done|")) {
            ByteBuf again = written(data);
            byte[] octets = new byte[again.readableBytes()];
            again.readBytes(octets);
            FuzzedMessages.mustBe(whole.startsWith(read(octets, octets.length)), "written again it is another body");
        }
    }

    private static String read(byte[] octets, int step) {
        BodyReader reader = new BodyReader();
        reader.reset(RequestHead.CHUNKED);
        StringBuilder body = new StringBuilder();
        ByteBuf in = Unpooled.wrappedBuffer(octets);
        ReadResult result = ReadResult.MORE;
        while (result == ReadResult.MORE && in.isReadable()) {
            ByteBuf piece = in.slice(in.readerIndex(), Math.min(step, in.readableBytes()));
            result = reader.read(piece, part -> {
                body.append(part.toString(StandardCharsets.ISO_8859_1));
                part.release();
            });
            in.skipBytes(piece.readerIndex());
        }
        return switch (result) {
            case MORE -> "more " + body;
            case MALFORMED -> reader.malformed().toString();
            case DONE -> "done|" + body + "|" + reader.trailers() + "|" + in.toString(StandardCharsets.ISO_8859_1);
        };
    }

    private static ByteBuf written(byte[] octets) {
        BodyReader reader = new BodyReader();
        reader.reset(RequestHead.CHUNKED);
        ByteBuf out = Unpooled.buffer();
        reader.read(Unpooled.wrappedBuffer(octets), part -> {
            ByteBuf size = Chunks.size(UnpooledByteBufAllocator.DEFAULT, part.readableBytes());
            out.writeBytes(size).writeBytes(part).writeBytes(Chunks.afterData());
            size.release();
            part.release();
        });
        ByteBuf last = Chunks.last(UnpooledByteBufAllocator.DEFAULT, reader.trailers());
        out.writeBytes(last);
        last.release();
        return out;
    }
}
