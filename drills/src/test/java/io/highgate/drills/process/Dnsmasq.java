package io.highgate.drills.process;

import io.highgate.testkit.Ports;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A dnsmasq that knows one service, whose records hold for a second. Asks no other server. Confined to
 * the drill's thread.
 */
public final class Dnsmasq implements AutoCloseable {

    private final Path folder;
    private final int port = Ports.free();
    private Child process;

    private Dnsmasq(Path folder, String service, List<Integer> ports) {
        this.folder = folder;
        this.process = launch(service, ports);
    }

    /** Starts one whose service is on these ports of {@code node.drill}, which is this machine. */
    public static Dnsmasq start(Path folder, String service, Integer... ports) {
        return new Dnsmasq(folder, service, List.of(ports));
    }

    private Child launch(String service, List<Integer> ports) {
        Program dnsmasq = Program.needed("dnsmasq", "dnsmasq-base");
        List<String> command = new ArrayList<>(List.of(
                dnsmasq.toString(),
                "--keep-in-foreground",
                "--log-facility=-",
                "--no-resolv",
                "--no-hosts",
                "--conf-file=/dev/null",
                "--user=" + System.getProperty("user.name"),
                "--pid-file=" + folder.resolve("dnsmasq.pid"),
                "--listen-address=127.0.0.1",
                "--bind-interfaces",
                "--port=" + port,
                "--local=/drill/",
                "--local-ttl=1",
                "--neg-ttl=1",
                "--host-record=node.drill,127.0.0.1"));
        ports.forEach(it -> command.add("--srv-host=" + service + ",node.drill," + it + ",0,1"));
        Child started = Child.start(folder.resolve("dnsmasq.log"), Map.of(), command);
        started.awaitOutput("started, version");
        return started;
    }

    /** Its address, for the configuration of a gateway. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the same port, with other records. */
    public void restart(String service, Integer... ports) {
        process = launch(service, List.of(ports));
    }

    /** SIGSTOP: questions reach it, and nothing comes back. */
    public void freeze() {
        process.freeze();
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
