package io.highgate.sdk.provider;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends by the JDK's client: HTTP/1.1, no redirects (they would carry the token elsewhere), no proxy (the
 * center is inside), bodies up to a limit. Confined to the provider's thread.
 */
final class HttpSender implements Sender {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient client;

    private HttpSender(HttpClient client) {
        this.client = client;
    }

    /** One for centers: certificates are checked against those that the JVM trusts. */
    static HttpSender strict() {
        return new HttpSender(builder().build());
    }

    /** One for the service's own health: nothing secret is sent, and its certificate need not name this address. */
    static HttpSender trusting() {
        SSLContext all = AnyCertificate.context();
        return new HttpSender(
                all == null ? builder().build() : builder().sslContext(all).build());
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT);
    }

    @Override
    public Answer send(Question question) {
        CompletableFuture<HttpResponse<String>> asked = null;
        try {
            asked = client.sendAsync(request(question), head -> new LimitedBody());
            HttpResponse<String> answer = asked.get(question.patience().toMillis(), TimeUnit.MILLISECONDS);
            String retryAfter = answer.headers().firstValue("Retry-After").orElse(null);
            return new Answer(answer.statusCode(), retryAfter, answer.body());
        } catch (TimeoutException late) {
            return given(asked, "no answer within " + question.patience().toMillis() + " ms");
        } catch (InterruptedException stop) {
            return given(asked, "interrupted");
        } catch (ExecutionException failed) {
            return Answer.none(reason(failed.getCause() == null ? failed : failed.getCause()));
        } catch (RuntimeException unusable) {
            return given(asked, reason(unusable));
        }
    }

    private static HttpRequest request(Question question) {
        HttpRequest.Builder request = HttpRequest.newBuilder(question.uri())
                .timeout(question.patience())
                .header("Accept", "application/json")
                .header("User-Agent", "highgate-sdk-provider");
        if (question.authorization() != null) {
            request.header("Authorization", question.authorization());
        }
        if (question.body() == null) {
            return request.method(question.method(), HttpRequest.BodyPublishers.noBody())
                    .build();
        }
        return request.header("Content-Type", "application/json")
                .method(question.method(), HttpRequest.BodyPublishers.ofString(question.body()))
                .build();
    }

    private static Answer given(@Nullable CompletableFuture<?> asked, String why) {
        if (asked != null) {
            asked.cancel(true);
        }
        return Answer.none(why);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }
}
