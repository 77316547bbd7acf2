package io.highgate.gateway.flow;

import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.ResponseHead;
import java.util.Arrays;

/** For the fuzzer: the head of an answer; the first octet says where it is cut and what was asked. Stateless. */
public final class FuzzResponses {

    private FuzzResponses() {}

    public static void fuzzerTestOneInput(byte[] data) {
        int cut = data.length == 0 ? 0 : data[0] & 0xff;
        byte[] octets = data.length == 0 ? data : Arrays.copyOfRange(data, 1, data.length);
        Method method = cut % 4 == 0 ? Method.HEAD : Method.GET;
        ResponseHead head = new ResponseHead(Headers.empty());
        String whole = read(head, octets, octets.length, method);
        ResponseHead other = new ResponseHead(new Headers(1, 1));
        FuzzedMessages.mustBe(whole.equals(read(other, octets, cut, method)), "in pieces it is another answer");
        if (whole.startsWith("done")) {
            FuzzedMessages.mustBeTheSameAgain(head, method);
        }
    }

    private static String read(ResponseHead head, byte[] octets, int first, Method method) {
        ResponseReader reader = new ResponseReader(head);
        reader.reset(head, method);
        ReadResult result = FuzzedMessages.readInPieces(reader, octets, first);
        return FuzzedMessages.outcome(
                result, reader, "done " + head.status() + " " + head.bodyLength() + "\n" + head.headers());
    }
}
