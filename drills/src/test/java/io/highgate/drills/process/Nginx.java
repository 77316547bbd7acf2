package io.highgate.drills.process;

import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An nginx as an origin, in one process, so that a signal meets all of it: {@code /name} answers its
 * name, {@code /large} a file of 2 GiB. Confined to the drill's thread.
 */
public final class Nginx implements AutoCloseable {

    /** Octets of {@code /large}. */
    public static final long LARGE = 2L << 30;

    private final Path folder;
    private final int port = Ports.free();
    private Child process;

    private Nginx(Path folder, String name) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("files"));
            // A hole, so that it takes no room.
            try (RandomAccessFile large =
                    new RandomAccessFile(folder.resolve("files/large").toFile(), "rw")) {
                large.setLength(LARGE);
            }
            Files.writeString(folder.resolve("nginx.conf"), configuration(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    /** Starts an nginx of this name below a folder, and waits until it answers. */
    public static Nginx start(Path below, String name) {
        return new Nginx(below.resolve(name), name);
    }

    private String configuration(String name) {
        return """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  sendfile on;
                  server {
                    listen 127.0.0.1:%d;
                    root files;
                    location = /name { default_type text/plain; return 200 "%s"; }
                  }
                }
                """.formatted(port, name);
    }

    private Child launch() {
        Program nginx = Program.needed("nginx", "nginx-light");
        Child started = Child.start(
                folder.resolve("nginx.log"),
                Map.of(),
                List.of(nginx.toString(), "-e", "stderr", "-p", folder.toString(), "-c", "nginx.conf"));
        Await.until("nginx answers", this::answers);
        return started;
    }

    private boolean answers() {
        try (Wire wire = Wire.to(port)) {
            wire.send("GET /name HTTP/1.1\r\nHost: a\r\n\r\n");
            return wire.readAnswer().startsWith("HTTP/1.1 200");
        }
    }

    /** Its address, for the configuration of a gateway. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, on the same port. */
    public void restart() {
        process = launch();
    }

    /** Stops it in the middle of what it does (SIGSTOP): it hangs, its connections stay. */
    public void freeze() {
        process.signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.close();
    }
}
