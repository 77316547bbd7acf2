package io.highgate.registries.ask;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, taken piece by piece by the thread that asked; never more than one piece is read
 * ahead. It is there as soon as the head is, so that whoever takes decides how long to wait.
 */
final class Octets implements HttpResponse.BodySubscriber<Octets> {

    /** What comes next. */
    sealed interface Next {

        record Piece(List<ByteBuffer> octets) implements Next {}

        record End() implements Next {}

        record Broken(Throwable why) implements Next {}
    }

    private final LinkedBlockingQueue<Next> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Octets> there = CompletableFuture.completedFuture(this);
    private final CompletableFuture<Flow.Subscription> from = new CompletableFuture<>();

    /** The next piece, or null if none came in time; behind the end nothing comes. */
    @Nullable
    Next next(Duration atMost) throws InterruptedException {
        from.thenAccept(it -> it.request(1));
        return pieces.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** No more is wanted: the connection is closed if there is more. */
    void stop() {
        from.thenAccept(Flow.Subscription::cancel);
    }

    @Override
    public CompletionStage<Octets> getBody() {
        return there;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        from.complete(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> octets) {
        pieces.add(new Next.Piece(octets));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Next.Broken(failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Next.End());
    }
}
