package io.highgate.drills.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The JDK's client over HTTP/2; what the server says it has not begun is sent again, as RFC 9113 has it. */
public final class Http2Client implements Steady.Asking, AutoCloseable {

    private final HttpClient client;
    private final HttpRequest request;

    /** In cleartext, by an upgrade. */
    public Http2Client(int port, String path) {
        this(HttpClient.newBuilder(), "http://127.0.0.1:" + port + path);
    }

    /** Over TLS, chosen by ALPN. */
    public Http2Client(int port, String path, SSLContext context) {
        this(HttpClient.newBuilder().sslContext(context), "https://localhost:" + port + path);
    }

    private Http2Client(HttpClient.Builder builder, String uri) {
        client = builder.version(HttpClient.Version.HTTP_2).build();
        request = HttpRequest.newBuilder(URI.create(uri))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public String ask() throws Exception {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return response.version() == HttpClient.Version.HTTP_2 || response.statusCode() != 200
                ? Integer.toString(response.statusCode())
                : "not HTTP/2";
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String toString() {
        return "HTTP/2 of the JDK";
    }
}
