package io.highgate.gateway.flow;

import io.highgate.base.unit.DataSize;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.http.ResponseHead;
import io.highgate.model.spec.LimitsSpec;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** Heads come out the same in whatever pieces they come in, and nothing makes a reader throw. */
class HeadReaderTest {

    static final LimitsSpec LIMITS =
            new LimitsSpec(9, 9, new DataSize(64), new DataSize(256), 5, null, 9, null, new DataSize(0), 9, 9, null);

    @Provide
    Arbitrary<byte[]> octets() {
        return Hostile.heads();
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Hostile.cuts();
    }

    @Property(tries = 3000)
    void aRequestIsTheSameInAnyPieces(@ForAll("octets") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
        assertThat(request(freshRequest(), octets, cuts)).isEqualTo(request(freshRequest(), octets, List.of()));
    }

    @Property(tries = 3000)
    void aResponseIsTheSameInAnyPieces(@ForAll("octets") byte[] octets, @ForAll("cuts") List<Integer> cuts) {
        ResponseHead whole = new ResponseHead(Headers.empty());
        ResponseHead cut = new ResponseHead(Headers.empty());
        assertThat(response(cut, octets, cuts)).isEqualTo(response(whole, octets, List.of()));
    }

    /** Arrays are used again for the next message: what the one before left there must not show. */
    @Property(tries = 2000)
    void nothingOfTheMessageBeforeShows(@ForAll("octets") byte[] before, @ForAll("octets") byte[] octets) {
        RequestHead head = freshRequest();
        RequestReader reader = new RequestReader(head, LIMITS);
        Feed.pieces(reader::read, before, List.of());
        head.headers().clear();
        reader.reset(head);
        String again = request(head, reader, Feed.pieces(reader::read, octets, List.of()));
        assertThat(again).isEqualTo(request(freshRequest(), octets, List.of()));
    }

    private static RequestHead freshRequest() {
        return new RequestHead(new Headers(8, 1));
    }

    private static String request(RequestHead head, byte[] octets, List<Integer> cuts) {
        RequestReader reader = new RequestReader(head, LIMITS);
        return request(head, reader, Feed.pieces(reader::read, octets, cuts));
    }

    private static String request(RequestHead head, RequestReader reader, Feed.Outcome outcome) {
        return switch (outcome.result()) {
            case MORE -> "more";
            case MALFORMED -> reader.malformed() + " " + head;
            case DONE ->
                head + " " + head.hostText() + " " + head.bodyLength() + " " + head.isHttp10() + "\n" + head.headers()
                        + outcome.left();
        };
    }

    private static String response(ResponseHead head, byte[] octets, List<Integer> cuts) {
        ResponseReader reader = new ResponseReader(head);
        reader.reset(head, Method.GET);
        Feed.Outcome outcome = Feed.pieces(reader::read, octets, cuts);
        return switch (outcome.result()) {
            case MORE -> "more";
            case MALFORMED -> reader.malformed().toString();
            case DONE ->
                head.status() + " " + head.bodyLength() + " " + head.isHttp10() + "\n" + head.headers()
                        + outcome.left();
        };
    }
}
