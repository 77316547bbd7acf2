package io.highgate.gateway.identity.out;

import io.highgate.model.check.CalledUrl;
import io.highgate.model.spec.CallSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one door by which other services are asked about callers: bounded in time, in calls at once and
 * in octets, without redirects, certificates and names verified. Thread-safe; blocks nobody.
 */
public final class Outgoing {

    /** Hundreds of keys or claims fit in; more is no answer to any question that is asked here. */
    private static final int LARGEST = 512 * 1024;

    private final CallSpec spec;
    private final Semaphore room;
    private final @Nullable HttpClient client;
    private final String unusable;

    private Outgoing(CallSpec spec, @Nullable HttpClient client, String unusable) {
        this.spec = spec;
        this.room = new Semaphore(spec.concurrency());
        this.client = client;
        this.unusable = unusable;
    }

    /** Calls as configured; answers are read on the executor, and what follows from them is done there. */
    public static Outgoing by(CallSpec spec, Executor executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(executor)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(spec.timeout());
        return switch (Trust.of(spec.trust())) {
            case Trust.Usual usual -> new Outgoing(spec, builder.build(), "");
            case Trust.Own own ->
                new Outgoing(spec, builder.sslContext(own.context()).build(), "");
            case Trust.Unusable none -> new Outgoing(spec, null, none.why());
        };
    }

    /** Whether such an address may be called at all. */
    public boolean mayCall(String url) {
        return CalledUrl.objection(url, spec.insecure()) == null;
    }

    /** Asks for what stands at an address. */
    public CompletionStage<Heard> get(URI url) {
        return ask(HttpRequest.newBuilder(url).header("Accept", "application/json"));
    }

    /** Asks; the stage never fails. */
    public CompletionStage<Heard> ask(HttpRequest.Builder question) {
        if (client == null) {
            return CompletableFuture.completedStage(new Heard.Silent(unusable));
        }
        HttpRequest request = question.timeout(spec.timeout()).build();
        if (!mayCall(request.uri().toString())) {
            return CompletableFuture.completedStage(new Heard.Silent("its address is not one that may be called"));
        }
        if (!room.tryAcquire()) {
            return CompletableFuture.completedStage(new Heard.Silent(
                    "there are " + spec.concurrency() + " calls under way already (call.concurrency)"));
        }
        return send(client, request);
    }

    private CompletionStage<Heard> send(HttpClient by, HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> call =
                by.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        CompletableFuture<Heard> heard = call.handle(Outgoing::heard);
        // The request's own time-out ends with the head of the answer; a body that trickles has this one.
        heard.completeOnTimeout(
                new Heard.Silent("no answer within " + spec.timeout().toMillis() + " ms"),
                spec.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        heard.whenComplete((_, _) -> {
            room.release();
            call.cancel(true);
        });
        return heard;
    }

    private static Heard heard(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (response != null) {
            return new Heard.Answer(response.statusCode(), response.headers(), response.body());
        }
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        String text = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new Heard.Silent((cause == null ? "no answer" : cause.getClass().getSimpleName()) + text);
    }
}
