package io.highgate.gateway.center;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.wire.stream.Position;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One answer of one center that goes on and on. Thread-safe; what comes is told one after the other. */
final class Stream {

    private final EndpointUrl center;
    private final Reader reader;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable CompletableFuture<?> call;

    /** Who listens. */
    interface Reader {

        /** A line without its end; whether more is wanted. */
        boolean line(Stream from, String line);

        /** There will be no more; once. */
        void ended(Stream from, String why);
    }

    private Stream(EndpointUrl center, Reader reader) {
        this.center = center;
        this.reader = reader;
    }

    /** Not begun yet. */
    static Stream of(EndpointUrl center, Reader reader) {
        return new Stream(center, reader);
    }

    EndpointUrl center() {
        return center;
    }

    /** Asks; from that position on, or for everything. */
    void begin(Access access, @Nullable Position since) {
        String path = since == null ? "/stream" : "/stream?since=" + since;
        HttpClient client = access.client();
        CompletableFuture<HttpResponse<Void>> asked = client.sendAsync(
                access.request(center, path)
                        .header("Accept", "application/x-ndjson")
                        .GET()
                        .build(),
                this::body);
        call = asked;
        asked.whenComplete((answer, failure) -> end(failure == null ? "it ended the stream" : reason(failure)));
    }

    private HttpResponse.BodySubscriber<Void> body(HttpResponse.ResponseInfo answer) {
        if (answer.statusCode() == 200) {
            return new Lines(line -> !over.get() && reader.line(this, line), this::end);
        }
        end(
                switch (answer.statusCode()) {
                    case 401 ->
                        "401: it does not know the service key, or the clocks differ (center.key, center.secret)";
                    case 403 -> "403: the service key may not follow the registry; it takes one of kind GATEWAY";
                    case 404 -> "404: there is no discovery stream; is it a center?";
                    default -> "it answered " + answer.statusCode();
                });
        return new Unread();
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String text = cause.getMessage();
        return cause.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    private void end(String why) {
        if (over.compareAndSet(false, true)) {
            reader.ended(this, why);
        }
    }

    /** Nothing more is wanted: nobody is told of its end. */
    void stop() {
        over.set(true);
        CompletableFuture<?> asked = call;
        if (asked != null) {
            asked.cancel(true);
        }
    }

    /** Passes over the body of an answer that is of no use. */
    private static final class Unread implements HttpResponse.BodySubscriber<Void> {

        private final CompletableFuture<Void> done = CompletableFuture.completedFuture(null);

        @Override
        public CompletableFuture<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            to.cancel();
        }

        @Override
        public void onNext(java.util.List<java.nio.ByteBuffer> octets) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
