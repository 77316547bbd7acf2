package io.highgate.center.patrol.ask;

import io.highgate.base.time.Ticker;
import io.highgate.center.cells.AddressRules;
import io.highgate.center.patrol.Prober;
import io.highgate.wire.cell.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks with {@code GET <health>}, each time over a connection of its own, and reads no more than the status
 * line: 2xx is well. A name is resolved here, and the address that was looked at is the one connected to,
 * so that nobody gets past the rules by answering differently the second time (DNS rebinding); redirects
 * are not followed. Thread-safe.
 */
public final class HttpProber implements Prober {

    private static final int MOST_OCTETS = 512;

    private final Executor threads;
    private final Ticker ticker;
    private final AddressRules rules;
    private final SSLSocketFactory tls;

    /**
     * A prober.
     *
     * @param threads that may block, one for each probe
     * @param tls whom to trust; names are verified
     */
    public HttpProber(Executor threads, Ticker ticker, AddressRules rules, SSLSocketFactory tls) {
        this.threads = threads;
        this.ticker = ticker;
        this.rules = rules;
        this.tls = tls;
    }

    @Override
    public CompletionStage<@Nullable String> ask(Instance instance, Duration timeout) {
        CompletableFuture<@Nullable String> answer = new CompletableFuture<>();
        threads.execute(() -> answer.complete(look(instance, timeout)));
        // Looking up a name cannot be bounded from within.
        return answer.completeOnTimeout(
                "no answer within " + timeout.toMillis() + " ms", timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    private @Nullable String look(Instance instance, Duration timeout) {
        long end = ticker.nanos() + timeout.toNanos();
        try {
            InetAddress address = InetAddress.getByName(instance.host());
            String problem = rules.problem(instance.host(), address);
            return problem != null ? problem : exchange(instance, address, end);
        } catch (UnknownHostException e) {
            return "the name " + instance.host() + " has no address";
        } catch (SocketTimeoutException e) {
            return "no answer within " + timeout.toMillis() + " ms";
        } catch (ConnectException e) {
            return "the connection is refused";
        } catch (SSLException e) {
            return "TLS: " + e.getMessage();
        } catch (IOException e) {
            return "the connection broke: " + e.getMessage();
        }
    }

    private @Nullable String exchange(Instance instance, InetAddress address, long end) throws IOException {
        try (Socket plain = new Socket()) {
            plain.setTcpNoDelay(true);
            plain.connect(new InetSocketAddress(address, instance.port()), left(end));
            plain.setSoTimeout(left(end));
            try (Socket socket = instance.tls() ? encrypted(plain, instance) : plain) {
                socket.getOutputStream().write(request(instance));
                return judged(statusLine(socket, end));
            }
        }
    }

    private Socket encrypted(Socket plain, Instance instance) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, instance.host(), instance.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static byte[] request(Instance instance) {
        String request = "GET " + instance.health() + " HTTP/1.1\r\nHost: " + instance.address()
                + "\r\nUser-Agent: highgate-patrol\r\nAccept: */*\r\nConnection: close\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    private String statusLine(Socket socket, long end) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] octets = new byte[MOST_OCTETS];
        int count = 0;
        while (count < octets.length) {
            socket.setSoTimeout(left(end));
            int read = in.read(octets, count, octets.length - count);
            if (read < 0) {
                break;
            }
            for (int i = count; i < count + read; i++) {
                if (octets[i] == '\n') {
                    return new String(octets, 0, i, StandardCharsets.ISO_8859_1).strip();
                }
            }
            count += read;
        }
        return new String(octets, 0, count, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable String judged(String line) {
        boolean http = line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ';
        if (!http) {
            return "the answer is not HTTP";
        }
        return line.charAt(9) == '2'
                ? null
                : "answered with status " + line.substring(9, 12).replaceAll("[^0-9]", "?");
    }

    /** Milliseconds until then, at least one: none would mean for ever. */
    private int left(long end) throws SocketTimeoutException {
        long nanos = end - ticker.nanos();
        if (nanos <= 0) {
            throw new SocketTimeoutException();
        }
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
