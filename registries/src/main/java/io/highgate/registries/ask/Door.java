package io.highgate.registries.ask;

import io.highgate.registries.Means;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The way out to the servers of a registry: HTTP/1.1, bounded in time and in octets, certificates and
 * names verified, no redirects. Blocks the thread that asks, which may be interrupted. Thread-safe.
 */
public final class Door implements AutoCloseable {

    /** More than ten thousand instances fit in, as Eureka spells them; whatever is longer is not read. */
    public static final int LARGEST = 32 * 1024 * 1024;

    /** A thousand endpoints fit in; whatever is longer is not read. */
    public static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final HttpClient client;
    private final Means means;

    private Door(HttpClient client, Means means) {
        this.client = client;
        this.means = means;
    }

    /**
     * A way out.
     *
     * @param connectTimeout how long a connection may take to begin
     * @param tls whose certificates count; those of the JVM's authorities if null
     */
    public static Door open(Means means, Duration connectTimeout, @Nullable SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .executor(task -> means.threads().newThread(task).start())
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        if (tls != null) {
            builder.sslContext(tls);
        }
        return new Door(builder.build(), means);
    }

    /**
     * Asks for a whole answer, whatever its status.
     *
     * @throws Unanswered if there is none in time, or it is larger than {@link #LARGEST}
     */
    public Answer ask(Question question) throws Unanswered, InterruptedException {
        long end = means.ticker().nanos() + question.timeout().toNanos();
        HttpResponse<Octets> head = head(question);
        Octets body = head.body();
        try {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            while (take(body, question, Duration.ofNanos(end - means.ticker().nanos()), octets -> {
                byte[] piece = new byte[octets.remaining()];
                octets.get(piece);
                whole.writeBytes(piece);
                return whole.size() <= LARGEST;
            })) {
                if (whole.size() > LARGEST) {
                    throw new Unanswered(question.title() + " answered more than " + LARGEST + " octets");
                }
            }
            String text = whole.toString(StandardCharsets.UTF_8);
            return new Answer(question.title(), head.statusCode(), head.headers(), text);
        } finally {
            body.stop();
        }
    }

    /**
     * Reads an answer line by line until it ends, or the reader wants no more; calls the reader on this
     * thread.
     *
     * @param reader takes a line without its end, and says whether it wants more
     * @throws Unanswered if it is no success, ends in the middle, is silent for longer than the question's
     *     time, or has a line longer than {@link #LONGEST_LINE}
     */
    public void lines(Question question, Predicate<String> reader) throws Unanswered, InterruptedException {
        HttpResponse<Octets> head = head(question);
        Octets body = head.body();
        try {
            if (head.statusCode() / 100 != 2) {
                throw new Unanswered(
                        question.title() + " answered " + head.statusCode() + Answer.meaning(head.statusCode()));
            }
            Lines lines = new Lines(LONGEST_LINE, reader);
            while (take(body, question, question.timeout(), lines::take) && lines.wantsMore()) {
                if (lines.isTooLong()) {
                    throw new Unanswered(question.title() + " sent a line longer than " + LONGEST_LINE + " octets");
                }
            }
        } finally {
            body.stop();
        }
    }

    private HttpResponse<Octets> head(Question question) throws Unanswered, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(question.url()).timeout(question.timeout());
        request.header("Accept", "application/json");
        question.headers().forEach(request::setHeader);
        if (question.form() != null) {
            request.setHeader("Content-Type", "application/x-www-form-urlencoded");
            request.POST(HttpRequest.BodyPublishers.ofString(Question.encoded(question.form())));
        }
        CompletableFuture<HttpResponse<Octets>> call = client.sendAsync(request.build(), _ -> new Octets());
        try {
            return call.get(question.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new Unanswered(question.title() + " did not answer: " + reason(e.getCause()));
        } catch (TimeoutException late) {
            throw late(question);
        } finally {
            // No effect when it is there; an answer that nobody waits for is not read.
            call.cancel(true);
        }
    }

    private static boolean take(Octets body, Question question, Duration atMost, Predicate<ByteBuffer> reader)
            throws Unanswered, InterruptedException {
        return switch (body.next(atMost)) {
            case null -> throw late(question);
            case Octets.Next.End() -> false;
            case Octets.Next.Broken(Throwable why) ->
                throw new Unanswered(question.title() + " ended its answer in the middle: " + reason(why));
            case Octets.Next.Piece(var pieces) -> {
                for (ByteBuffer piece : pieces) {
                    if (!reader.test(piece)) {
                        break;
                    }
                }
                yield true;
            }
        };
    }

    private static Unanswered late(Question question) {
        return new Unanswered(question.title() + " did not answer within "
                + question.timeout().toMillis() + " ms");
    }

    /** What the JDK says of it: of addresses and certificates, never of header fields or bodies. */
    private static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "no reason is known";
        }
        String text = failure.getMessage();
        return failure.getClass().getSimpleName() + (text == null ? "" : ": " + text);
    }

    /** Ends what is being asked, with {@link Unanswered}. */
    @Override
    public void close() {
        client.shutdownNow();
    }
}
