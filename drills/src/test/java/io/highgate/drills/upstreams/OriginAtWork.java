package io.highgate.drills.upstreams;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.Program;
import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import io.highgate.testkit.Wire;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An {@link OriginProgram} that a drill kills, freezes and starts again. Confined to the drill's thread. */
final class OriginAtWork implements AutoCloseable {

    private final Setup setup;
    private Child process;

    /**
     * How one is started.
     *
     * @param folder of its book and its output
     * @param launcher what stands before its command line, as {@code ip netns exec}
     * @param workers how many requests it works on at once
     * @param workMillis how long each takes
     */
    record Setup(
            String name, Path folder, String address, int port, List<String> launcher, int workers, int workMillis) {

        static Setup of(String name, Path folder) {
            return new Setup(name, folder, "127.0.0.1", Ports.free(), List.of(), 1_000, 0);
        }

        /** So many workers, who take that long for each request. */
        Setup working(int many, int millis) {
            return new Setup(name, folder, address, port, launcher, many, millis);
        }

        /** Elsewhere than on loopback. */
        Setup at(String where, String... by) {
            return new Setup(name, folder, where, port, List.of(by), workers, workMillis);
        }

        private Path book() {
            return folder.resolve(name + ".book");
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(launcher);
            command.addAll(List.of(Program.ofJdk("java").toString(), "-XX:+UseSerialGC", "-Xmx48m"));
            command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath()));
            command.addAll(List.of(OriginProgram.class.getName(), name, address, Integer.toString(port)));
            command.addAll(List.of(book().toString(), Integer.toString(workers), Integer.toString(workMillis)));
            return command;
        }
    }

    private OriginAtWork(Setup setup) {
        this.setup = setup;
        this.process = launch();
    }

    /** Starts one and does not wait for it. */
    static OriginAtWork launch(Setup setup) {
        return new OriginAtWork(setup);
    }

    private Child launch() {
        return Child.start(setup.folder().resolve(setup.name() + ".log"), Map.of(), setup.command());
    }

    private static String classPath() {
        return place(OriginProgram.class) + ":" + place(Wire.class);
    }

    private static String place(Class<?> of) {
        try {
            return Path.of(of.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it answers. */
    void awaitListening() {
        try {
            Await.until(setup.name() + " answers", () -> control("ping").startsWith("HTTP/1.1 200"));
        } catch (AssertionError late) {
            throw new AssertionError(setup.name() + " said: " + process.output(), late);
        }
    }

    /** Answers 500 to so many of a hundred requests from now on. */
    void failing(int ofHundred) {
        if (!control("failing/" + ofHundred).startsWith("HTTP/1.1 200")) {
            throw new AssertionError(setup.name() + " does not listen to its drill");
        }
    }

    private String control(String what) {
        try (Wire wire = Wire.to(setup.address(), setup.port())) {
            return wire.send("GET /-/" + what + " HTTP/1.1\r\nHost: drill\r\n\r\n")
                    .readAnswer();
        }
    }

    String name() {
        return setup.name();
    }

    int port() {
        return setup.port();
    }

    /** Its address, for the configuration of a gateway. */
    String address() {
        return setup.address() + ":" + setup.port();
    }

    /** All requests that have reached it, in all its lives. */
    List<Noted> noted() {
        return Noted.in(setup.book());
    }

    Child process() {
        return process;
    }

    /** Starts it again, on the same port, and waits for nothing. */
    void restart() {
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }
}
