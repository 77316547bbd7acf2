package io.highgate.center.api.serve;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.highgate.center.api.call.Answer;
import java.io.IOException;
import java.io.OutputStream;

/** Sends answers. Thread-safe; an answer is sent on its request's thread. */
final class Outgoing {

    private static final int NOT_MODIFIED = 304;

    private final UnderWay underWay;
    private final Leftover leftover;
    private final int mostStreams;

    Outgoing(UnderWay underWay, int mostStreams) {
        this.underWay = underWay;
        this.leftover = new Leftover(underWay);
        this.mostStreams = mostStreams;
    }

    /** Ends the connection where the answer says so: Helidon 4.4.0 would read on. */
    void send(ServerRequest request, ServerResponse response, Answer answer) throws IOException {
        response.status(Status.create(answer.status()));
        answer.headers().forEach((name, value) -> response.header(name, value));
        boolean remains = leftover.remains(request);
        boolean last = remains || underWay.isDraining() || Incoming.isLast(request);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        switch (answer) {
            case Answer.Whole whole -> whole(request, response, whole);
            case Answer.Flow flow -> flow(request, response, flow);
        }
        if (remains) {
            leftover.linger(request);
        }
        if (last) {
            throw new CloseConnectionException("the answer said so");
        }
    }

    private static void whole(ServerRequest request, ServerResponse response, Answer.Whole whole) {
        boolean head = request.prologue().method() == Method.HEAD;
        if (head && whole.body().length > 0) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(whole.body().length));
            response.send();
        } else if (whole.status() == NOT_MODIFIED || whole.body().length == 0) {
            response.send();
        } else {
            response.send(whole.body());
        }
    }

    /** Whoever stops it interrupts the thread: a write that waits for a slow reader ends, and the connection with it. */
    private void flow(ServerRequest request, ServerResponse response, Answer.Flow flow) throws IOException {
        if (request.prologue().method() == Method.HEAD) {
            response.send();
            return;
        }
        OtherEnd reader = underWay.beginStream(mostStreams);
        if (reader == null) {
            response.status(Status.SERVICE_UNAVAILABLE_503)
                    .header(HeaderNames.RETRY_AFTER, "1")
                    .send();
            return;
        }
        try (OutputStream out = response.outputStream()) {
            flow.source().writeTo(reader.watched(out));
        } catch (InterruptedException e) {
            throw new CloseConnectionException("the stream is ended");
        } finally {
            underWay.endStream(reader);
        }
    }
}
