package io.highgate.gateway.center;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hands the lines of an answer on as they come. A line that is too long, or a reader that wants no more,
 * ends the answer. Used by one thread at a time.
 */
final class Lines implements HttpResponse.BodySubscriber<Void> {

    /** Some thousand instances fit into a line; whatever is longer is not meant for us. */
    static final int LONGEST = 1024 * 1024;

    private final Predicate<String> reader;
    private final Consumer<String> broken;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    private Flow.@Nullable Subscription subscription;

    /**
     * @param reader takes a line without its end, and says whether it wants more
     * @param broken is told why there are no more lines, if that is not the answer's end
     */
    Lines(Predicate<String> reader, Consumer<String> broken) {
        this.reader = reader;
        this.broken = broken;
    }

    @Override
    public CompletionStage<Void> getBody() {
        return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
        subscription = to;
        to.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            while (buffer.hasRemaining()) {
                if (!take(buffer.get())) {
                    stop();
                    return;
                }
            }
        }
        Flow.Subscription from = subscription;
        if (from != null) {
            from.request(1);
        }
    }

    private boolean take(byte octet) {
        if (octet == '\n') {
            String whole = line.toString(StandardCharsets.UTF_8);
            line.reset();
            return reader.test(whole);
        }
        if (line.size() == LONGEST) {
            broken.accept("it sent a line longer than " + LONGEST + " octets");
            return false;
        }
        line.write(octet);
        return true;
    }

    private void stop() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
        done.complete(null);
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
