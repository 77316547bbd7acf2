package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.wire.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One question to a center over HTTP, and its answer. Thread-safe; blocks. */
final class Calls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Longer than a center itself waits for what it needs. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** A page of 1000 instances with all the metadata they may have is a tenth of this. */
    private static final long MOST_OCTETS = 64L << 20;

    private final HttpClient http;
    private final CenterAddress center;
    private final Credentials credentials;
    private final InstantSource clock;

    private Calls(HttpClient http, CenterAddress center, Credentials credentials, InstantSource clock) {
        this.http = http;
        this.center = center;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Redirects are not followed: no center sends any, and credentials should go nowhere else. */
    static Calls open(CenterAddress center, Credentials credentials, @Nullable SSLContext tls, InstantSource clock) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        if (tls != null) {
            http.sslContext(tls);
        }
        return new Calls(http.build(), center, credentials, clock);
    }

    Map<String, @Nullable Object> get(String path) throws NotDone, InterruptedException {
        return ask(request(path).GET()).object();
    }

    /** Has something done; without a body if there is none. */
    Map<String, @Nullable Object> post(String path, @Nullable Map<String, Object> body)
            throws NotDone, InterruptedException {
        HttpRequest.Builder request = request(path);
        if (body == null) {
            request.POST(BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(Json.write(body)));
        }
        return ask(request).object();
    }

    /**
     * Copies an answer as it comes, however long it is.
     *
     * @throws UncheckedIOException if it cannot be written there
     */
    void copy(String path, OutputStream to) throws NotDone, InterruptedException {
        HttpRequest request = request(path).GET().build();
        HttpResponse<InputStream> response = send(request, BodyHandlers.ofInputStream());
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                byte[] body = in.readNBytes((int) MOST_OCTETS);
                new Answer(response.statusCode(), response.headers(), body).good();
            }
            byte[] part = new byte[1 << 16];
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                write(to, part, length);
            }
        } catch (IOException e) {
            throw away(e, false);
        }
    }

    private static void write(OutputStream to, byte[] part, int length) {
        try {
            to.write(part, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(center.at(path)).timeout(ANSWER).header("Accept", "application/json");
        String authorization = credentials.header(clock.instant());
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    private Answer ask(HttpRequest.Builder builder) throws NotDone, InterruptedException {
        HttpResponse<byte[]> response =
                send(builder.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
        return new Answer(response.statusCode(), response.headers(), response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws NotDone, InterruptedException {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw away(e, !request.method().equals("GET"));
        }
    }

    /** Why there is no answer; whether something was done before it got lost is known of refused connections only. */
    private NotDone away(IOException e, boolean change) {
        boolean connected = !(e instanceof ConnectException || e instanceof java.net.http.HttpConnectTimeoutException);
        List<String> more = change && connected
                ? List.of("Whether it was done is not known: look before you try again.")
                : List.of("Name a center with --center, $HIGHGATE_CENTER or $GOVERNANCE_URL.");
        return new NotDone(Why.AWAY, "no answer from " + center + ": " + reason(e), more);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case ConnectException refused -> named(refused) ? "there is no host of this name" : "connection refused";
            case java.net.http.HttpConnectTimeoutException _ -> "no connection within " + CONNECT.toSeconds() + " s";
            case java.net.http.HttpTimeoutException _ -> "none within " + ANSWER.toSeconds() + " s";
            case SSLException _ -> "TLS: " + e.getMessage();
            default -> String.valueOf(e.getMessage());
        };
    }

    private static boolean named(Throwable e) {
        Throwable cause = e.getCause();
        return cause instanceof UnresolvedAddressException || cause != null && cause != e && named(cause);
    }

    /** As it stands in a path or a query. */
    static String encoded(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
