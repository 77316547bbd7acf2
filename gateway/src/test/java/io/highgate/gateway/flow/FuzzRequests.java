package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import java.util.Arrays;

/** For the fuzzer: the head of a request over HTTP/1.1; the first octet says where it is cut. Stateless. */
public final class FuzzRequests {

    private FuzzRequests() {}

    public static void fuzzerTestOneInput(byte[] data) {
        int cut = data.length == 0 ? 0 : data[0] & 0xff;
        byte[] octets = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        RequestHead head = new RequestHead(Headers.empty());
        String whole = read(head, octets, octets.length);
        RequestHead other = new RequestHead(new Headers(1, 1));
        FuzzedMessages.mustBe(whole.equals(read(other, octets, cut)), "in pieces it is another request");
        if (whole.startsWith("done")) {
            FuzzedMessages.mustBeTheSameAgain(head);
        }
    }

    private static String read(RequestHead head, byte[] octets, int first) {
        RequestReader reader = new RequestReader(head, FuzzedMessages.LIMITS);
        ReadResult result = FuzzedMessages.readInPieces(reader, octets, first);
        return FuzzedMessages.outcome(
                result, reader, result == ReadResult.DONE ? "done " + FuzzedMessages.words(head) : null);
    }
}
