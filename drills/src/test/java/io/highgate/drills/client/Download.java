package io.highgate.drills.client;

import io.highgate.testkit.Await;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client that downloads something long, holds on in the middle until it is told to go on, and
 * knows whether it got all that was announced. Thread-safe.
 */
public final class Download implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");
    private static final int MIDDLE = 64 << 20;
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Thread reader;
    private volatile String head = "";
    private final AtomicLong received = new AtomicLong();
    private volatile boolean holding;

    private Download(Socket socket) {
        this.socket = socket;
        this.reader = Thread.ofVirtual().unstarted(this::read);
    }

    /** Begins, and waits until 64 MiB have arrived and it holds on. */
    public static Download toTheMiddle(int port, String path) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: drill\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            Download download = new Download(socket);
            download.reader.start();
            Await.until("the download is in the middle", () -> download.holding);
            return download;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(socket.getInputStream())) {
            StringBuilder text = new StringBuilder();
            while (text.indexOf("\r\n\r\n") < 0) {
                text.append((char) in.read());
            }
            head = text.toString().toLowerCase(Locale.ROOT);
            byte[] buffer = new byte[256 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.addAndGet(n);
                if (received.get() >= MIDDLE && !holding) {
                    holding = true;
                    goOn.await();
                }
            }
        } catch (IOException broken) {
            // A reset is one of the ways in which a connection ends; what counts is what came.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it read on. */
    public Download goOn() {
        goOn.countDown();
        return this;
    }

    /** Waits until the connection has ended, one way or the other. */
    public void awaitEnd(Duration atMost) {
        Await.until("the download ends", atMost, () -> !reader.isAlive());
    }

    public int status() {
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Octets that the head announced. */
    public long announced() {
        Matcher length = LENGTH.matcher(head);
        if (!length.find()) {
            throw new AssertionError("no Content-Length in " + head);
        }
        return Long.parseLong(length.group(1));
    }

    /** Octets of the body that have arrived. */
    public long received() {
        return received.get();
    }

    @Override
    public void close() {
        goOn();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
