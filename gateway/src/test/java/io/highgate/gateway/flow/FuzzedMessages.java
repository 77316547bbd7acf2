package io.highgate.gateway.flow;

import io.highgate.base.unit.DataSize;
import io.highgate.gateway.flow.backlog.BacklogBound;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.testkit.FakeTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What any octets must obey, for fuzzers of heads: no reader throws, the pieces do not matter, and
 * what is accepted and written again is read as the same. Confined to one thread.
 */
final class FuzzedMessages {

    static final LimitsSpec LIMITS = new LimitsSpec(
            9, 9, DataSize.ofKiB(4), DataSize.ofKiB(16), 100, null, 9, null, new DataSize(0), 9, 9, null);

    /** Host and the form of the fields may make it larger. */
    private static final LimitsSpec WRITTEN = new LimitsSpec(
            9, 9, DataSize.ofKiB(8), DataSize.ofKiB(64), 200, null, 9, null, new DataSize(0), 9, 9, null);

    private static final Loop LOOP = new Loop(
            0,
            new DefaultEventLoop(),
            new BacklogBound(1, 1 << 20),
            new Loops.Means(Thread::new, new FakeTime(), InstantSource.system(), new SplittableRandom(1)));

    private FuzzedMessages() {}

    static void mustBe(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** Reads a head in two pieces of which the first has that many octets. */
    static ReadResult readInPieces(HeadReader reader, byte[] octets, int first) {
        ByteBuf all = Unpooled.wrappedBuffer(octets);
        ReadResult result = reader.read(all.readSlice(Math.min(first, octets.length)));
        return result == ReadResult.MORE ? reader.read(all) : result;
    }

    /** A request in words: what a parser at the other end must find. */
    static String words(RequestHead head) {
        return words(head, head.hostText());
    }

    private static String words(RequestHead head, String host) {
        Headers headers = head.headers();
        byte[] bytes = headers.bytes();
        String target = new String(
                bytes, head.targetStart(), head.targetEnd() - head.targetStart(), StandardCharsets.ISO_8859_1);
        return head.method() + " " + target + " " + host + " " + head.bodyLength() + "\n" + regular(headers);
    }

    private static String regular(Headers headers) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.isPresent(i)
                    && !headers.is(i, HeaderName.HOST)
                    && !headers.is(i, HeaderName.CONTENT_LENGTH)
                    && !headers.is(i, HeaderName.TRANSFER_ENCODING)) {
                text.append(headers.name(i))
                        .append(": ")
                        .append(headers.value(i))
                        .append('\n');
            }
        }
        return text.toString();
    }

    /** Writes an accepted request as it goes to an upstream, reads that, and compares. */
    static void mustBeTheSameAgain(RequestHead head) {
        String host = head.hostEnd() > head.hostStart() ? head.hostText() : "upstream";
        String words = words(head, host);
        Headers headers = head.headers();
        HeadWriter out = new HeadWriter(LOOP)
                .begin(headers, 512)
                .put(head.method().bytes())
                .put(' ');
        out.put(headers.bytes(), head.targetStart(), head.targetEnd());
        out.put(HeadWriter.octets(" HTTP/1.1\r\nHost: " + host + "\r\n"));
        headers.remove(HeaderName.HOST);
        framing(out.fields(headers), head.bodyLength(), headers.contains(HeaderName.CONTENT_LENGTH));
        ByteBuf written = octets(out);
        RequestHead again = new RequestHead(Headers.empty());
        RequestReader reader = new RequestReader(again, WRITTEN);
        ReadResult result = reader.read(written);
        mustBe(result == ReadResult.DONE, "what was accepted is refused when written again: " + words);
        mustBe(!written.isReadable(), "what was accepted became longer");
        mustBe(words(again).equals(words), words(again) + words);
    }

    private static void framing(HeadWriter out, long length, boolean told) {
        if (length == RequestHead.CHUNKED) {
            out.chunked();
        } else if (length > 0 || told) {
            out.contentLength(length);
        }
    }

    /** The same for an answer, as it goes to a client. */
    static void mustBeTheSameAgain(ResponseHead head, Method method) {
        if (head.bodyLength() == ResponseHead.UNTIL_CLOSE) {
            head.bodyLength(ResponseHead.CHUNKED);
        }
        Headers headers = head.headers();
        HeadWriter out = new HeadWriter(LOOP).begin(headers, 512);
        out.put(HeadWriter.octets("HTTP/1.1 " + head.status() + " \r\n"));
        framing(out.fields(headers), head.bodyLength(), head.bodyLength() == 0);
        ByteBuf written = octets(out);
        ResponseHead again = new ResponseHead(Headers.empty());
        ResponseReader reader = new ResponseReader(again);
        reader.reset(again, method);
        mustBe(reader.read(written) == ReadResult.DONE, "an accepted answer is refused when written again");
        mustBe(again.status() == head.status() && again.bodyLength() == head.bodyLength(), "another framing");
        mustBe(regular(again.headers()).equals(regular(headers)), "other fields");
    }

    private static ByteBuf octets(HeadWriter out) {
        ByteBuf written = out.end(UnpooledByteBufAllocator.DEFAULT);
        try {
            return Unpooled.copiedBuffer(written);
        } finally {
            written.release();
        }
    }

    /** How reading has ended, in words. */
    static String outcome(ReadResult result, HeadReader reader, @Nullable String done) {
        return switch (result) {
            case MORE -> "more";
            case MALFORMED -> reader.malformed().toString();
            case DONE -> String.valueOf(done);
        };
    }
}
