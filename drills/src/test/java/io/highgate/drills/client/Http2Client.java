package io.highgate.drills.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The JDK's client over cleartext HTTP/2; what the server says it has not begun is sent again, as RFC 9113 has it. */
public final class Http2Client implements Steady.Asking, AutoCloseable {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    private final HttpRequest request;

    public Http2Client(int port, String path) {
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
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
}
