package io.highgate.gateway.flow;

import io.highgate.base.unit.DataSize;
import io.highgate.gateway.flow.backlog.BacklogBound;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.testkit.FakeTime;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultEventLoop;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/** What the writers write, the readers read. */
class WritingTest {

    private static final LimitsSpec LIMITS = new LimitsSpec(
            9, 9, DataSize.ofKiB(1), DataSize.ofKiB(64), 100, null, 9, null, new DataSize(0), 9, 9, null);
    private static final Loop LOOP = new Loop(
            0,
            new DefaultEventLoop(),
            new BacklogBound(1, 1 << 20),
            new Loops.Means(Thread::new, new FakeTime(), InstantSource.system(), new SplittableRandom(1)));

    @Provide
    Arbitrary<List<Tuple.Tuple2<String, String>>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withChars("!#$%&'*+-.^_`|~09AZ")
                .ofMinLength(1)
                .ofMaxLength(20)
                .map(name -> "x-" + name);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\t', '\u00e9', '\u00ff')
                .ofMaxLength(300)
                .map(String::strip);
        return names.flatMap(name -> values.map(value -> Tuple.of(name, value)))
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 300)
    void aHeadIsReadAsItWasWritten(
            @ForAll("fields") List<Tuple.Tuple2<String, String>> fields,
            @ForAll @LongRange(min = 1, max = 999_999_999_999_999_999L) long length) {
        Headers written = new Headers(8, 1);
        fields.forEach(field -> written.add(HeaderName.of(field.get1()), field.get2()));
        written.add(HeaderName.HOST, "h");
        written.add(HeaderName.TRANSFER_ENCODING, "never copied");
        written.add(HeaderName.of("x-removed"), "never seen");
        written.remove(written.size() - 1);
        ByteBuf out = new HeadWriter(LOOP)
                .begin(written, 0)
                .put(HeadWriter.octets("GET / HTTP/1.1\r\n"))
                .contentLength(length)
                .fields(written)
                .end(ByteBufAllocator.DEFAULT);
        RequestHead read = new RequestHead(Headers.empty());
        assertThat(new RequestReader(read, LIMITS).read(out)).isEqualTo(ReadResult.DONE);
        assertThat(out.isReadable()).isFalse();
        out.release();
        assertThat(read.bodyLength()).isEqualTo(length);
        StringBuilder expected = new StringBuilder("Content-Length: " + length + "\n");
        fields.forEach(field -> expected.append(field.get1() + ": " + field.get2() + "\n"));
        assertThat(read.headers()).hasToString(expected + "Host: h\n");
    }

    @Property(tries = 300)
    void chunksAreReadAsTheyWereWritten(
            @ForAll @Size(max = 10) List<@Size(min = 1, max = 300) String> parts,
            @ForAll("fields") List<Tuple.Tuple2<String, String>> trailers) {
        Headers end = Headers.empty();
        trailers.forEach(field -> end.add(HeaderName.of(field.get1()), field.get2()));
        ByteBuf wire = Unpooled.buffer();
        StringBuilder expected = new StringBuilder();
        for (String part : parts) {
            byte[] octets = part.getBytes(StandardCharsets.UTF_8);
            if (octets.length > 0) {
                expected.append(new String(octets, StandardCharsets.ISO_8859_1));
                write(wire, Chunks.size(ByteBufAllocator.DEFAULT, octets.length));
                wire.writeBytes(octets);
                write(wire, Chunks.afterData());
            }
        }
        write(wire, Chunks.last(ByteBufAllocator.DEFAULT, trailers.isEmpty() ? null : end));
        BodyReader reader = new BodyReader();
        reader.reset(RequestHead.CHUNKED);
        StringBuilder read = new StringBuilder();
        assertThat(reader.read(wire, part -> {
                    read.append(part.toString(StandardCharsets.ISO_8859_1));
                    part.release();
                }))
                .isEqualTo(ReadResult.DONE);
        assertThat(read).hasToString(expected.toString());
        assertThat(String.valueOf(reader.trailers())).isEqualTo(trailers.isEmpty() ? "null" : end.toString());
        wire.release();
    }

    private static void write(ByteBuf wire, ByteBuf piece) {
        wire.writeBytes(piece);
        piece.release();
    }

    @Property
    void theSizeLineOfAChunkIsHexadecimal(@ForAll int any) {
        int octets = any & Integer.MAX_VALUE;
        ByteBuf line = Chunks.size(ByteBufAllocator.DEFAULT, octets);
        assertThat(line.toString(StandardCharsets.ISO_8859_1)).isEqualTo(Integer.toHexString(octets) + "\r\n");
        line.release();
    }
}
