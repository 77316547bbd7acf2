package io.highgate.gateway.flow;

import io.highgate.gateway.http.Method;
import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.ResponseHead;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the head of a response (RFC 9112 sections 4 and 6.3). Confined to one event loop. */
public final class ResponseReader extends HeadReader {

    /** Octets of an upstream's header section; cookies and tokens of real services fit well. */
    private static final int MAX_OCTETS = 64 * 1024;

    private static final int MAX_LINE = 4 * 1024;
    private static final int MAX_FIELDS = 500;

    /** Progress may be told for long (102, 103), but not without end (RFC 9110 section 15.2). */
    private static final int MAX_INTERIM = 100;

    private static final byte[] PROTOCOL = HeadWriter.octets("HTTP/1.");

    private ResponseHead head;
    private int interim;
    private Method requested = Method.GET;

    public ResponseReader(ResponseHead into) {
        super(into.headers(), MAX_LINE, MAX_OCTETS, MAX_FIELDS);
        head = into;
        super.reset(into.headers());
    }

    /** Makes ready for the answer to a request of the given method. */
    public void reset(ResponseHead into, Method method) {
        super.reset(into.headers());
        head = into;
        requested = method;
    }

    /**
     * Whether a body was announced where there is none (RFC 9110 section 8.6): what follows may be
     * that body all the same, and must not be read as the next answer.
     */
    public boolean announcesInVain() {
        long length = Framing.length(head.headers());
        return head.status() == 204 && length != Framing.ABSENT && length != 0;
    }

    @Override
    Malformed firstLineTooLong(int limit) {
        return Malformed.badRequest("the status line is longer than " + limit + " bytes");
    }

    /** Whoever speaks something else may wait for us to speak, and never end the line. */
    @Override
    @Nullable
    Malformed beginsWrong(byte[] bytes, int start, int end) {
        int known = Math.min(end - start, PROTOCOL.length);
        boolean empty = known > 0 && bytes[start] == '\r';
        return empty || Arrays.equals(bytes, start, start + known, PROTOCOL, 0, known) ? null : noStatusLine();
    }

    private static Malformed noStatusLine() {
        return Malformed.badRequest("the answer does not begin with an HTTP/1 status line");
    }

    @Override
    @Nullable
    Malformed parseFirstLine(byte[] bytes, int start, int end) {
        boolean known = end - start >= 12
                && Arrays.equals(bytes, start, start + PROTOCOL.length, PROTOCOL, 0, PROTOCOL.length)
                && bytes[start + 7] >= '0'
                && bytes[start + 7] <= '9'
                && bytes[start + 8] == ' '
                && (end - start == 12 || bytes[start + 12] == ' ');
        if (!known) {
            return noStatusLine();
        }
        head.http10(bytes[start + 7] == '0');
        int status = 0;
        for (int i = start + 9; i < start + 12; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return Malformed.badRequest("the status code is not a number");
            }
            status = status * 10 + bytes[i] - '0';
        }
        if (status < 100 || status > 599) {
            return Malformed.badRequest("the status code is not between 100 and 599");
        }
        for (int i = start + 12; i < end; i++) {
            if (!Octets.isFieldValue(bytes[i])) {
                return Malformed.badRequest("the reason phrase has a control character (RFC 9112 section 4)");
            }
        }
        head.status(status);
        return null;
    }

    @Override
    @Nullable
    Malformed complete() {
        Malformed framing = Framing.check(head.headers(), head.isHttp10());
        if (framing != null) {
            return framing;
        }
        int status = head.status();
        interim = status < 200 ? interim + 1 : 0;
        if (interim > MAX_INTERIM) {
            return Malformed.badRequest("more than " + MAX_INTERIM + " interim answers");
        }
        if (status < 200 || status == 204 || status == 304 || requested.equals(Method.HEAD)) {
            head.bodyLength(0);
            return null;
        }
        long length = Framing.length(head.headers());
        head.bodyLength(length == Framing.ABSENT ? ResponseHead.UNTIL_CLOSE : length);
        return null;
    }
}
