package io.highgate.app.demo;

import io.highgate.app.process.Wiring;
import io.highgate.base.life.Closing;
import io.highgate.gateway.Gateway;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GatewaySpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two instances each of small cells, a center where those of one cell are registered, and a gateway in front of
 * all of them, in one process. Confined to the thread that runs it.
 */
public final class Demo implements AutoCloseable {

    /** Named by the configuration. */
    private static final List<String> CELLS = List.of("orders", "greetings");

    /** Named by nobody: the gateway hears of it from the center. */
    private static final String REGISTERED = "stock";

    private static final int INSTANCES = 2;

    private final List<DemoCell> cells;
    private final Closing closing;
    private final DemoCenter center;
    private final Gateway gateway;

    private Demo(List<DemoCell> cells, Closing closing, DemoCenter center, Gateway gateway) {
        this.cells = cells;
        this.closing = closing;
        this.center = center;
        this.gateway = gateway;
    }

    /**
     * Starts everything.
     *
     * @param port the gateway's port, with management and the center on the next two; 0 takes any free ports
     * @throws IOException naming the port, if one is taken; nothing is left open then
     */
    public static Demo start(int port) throws IOException {
        // The JDK's server otherwise waits for the client's acknowledgement between head and body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Closing closing = new Closing();
        try {
            List<DemoCell> cells = new ArrayList<>();
            for (String name : CELLS) {
                cells.addAll(start(name, closing));
            }
            List<DemoCell> registered = start(REGISTERED, closing);
            Map<String, String> names = names(port, cells);
            DemoCenter center = closing.add(DemoCenter.start(spec(names)));
            names.putAll(center.followed());
            Gateway gateway = Wiring.gateway(Path.of(".highgate", "demo"));
            gateway.start(spec(names));
            closing.add(gateway::close);
            center.register(registered);
            cells.addAll(registered);
            return new Demo(List.copyOf(cells), closing, center, gateway);
        } catch (IOException e) {
            closing.close();
            throw e;
        }
    }

    private static List<DemoCell> start(String name, Closing closing) throws IOException {
        List<DemoCell> instances = new ArrayList<>();
        for (int instance = 1; instance <= INSTANCES; instance++) {
            instances.add(closing.add(DemoCell.start(name, instance)));
        }
        return instances;
    }

    private static Map<String, String> names(int port, List<DemoCell> cells) {
        Map<String, String> names = new HashMap<>();
        names.put("DEMO_PORT", Integer.toString(port));
        names.put("DEMO_MANAGEMENT_PORT", Integer.toString(port == 0 ? 0 : port + 1));
        names.put("DEMO_CENTER_PORT", Integer.toString(port == 0 ? 0 : port + 2));
        cells.forEach(cell -> names.put(
                "DEMO_" + cell.name().toUpperCase(java.util.Locale.ROOT) + "_" + cell.instance(), cell.address()));
        return names;
    }

    private static GatewaySpec spec(Map<String, String> names) throws IOException {
        try (InputStream yaml = Demo.class.getResourceAsStream("demo.yaml")) {
            if (yaml == null) {
                throw new IOException("the demo's configuration is not in the program");
            }
            String text = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
            ReadResult result = Wiring.reader().read("demo.yaml", text, ReadOptions.strict(), names);
            if (result.spec() == null) {
                throw new IOException("the demo's configuration is wrong: " + result.problems());
            }
            return result.spec();
        }
    }

    /** The gateway in front. */
    public Gateway gateway() {
        return gateway;
    }

    /** Prints what runs where, and what to try. */
    public void describe(PrintWriter out) {
        int port = gateway.port("main");
        int management = gateway.managementPort();
        out.println();
        out.println("  %-12s %-24s %s".formatted("WHAT", "WHERE", "FOR"));
        out.println("  %-12s %-24s %s".formatted("gateway", "http://localhost:" + port, "traffic"));
        out.println("  %-12s %-24s %s"
                .formatted("management", "http://localhost:" + management, "metrics, health, explain, drain"));
        out.println("  %-12s %-24s %s"
                .formatted(
                        "center", "http://localhost:" + center.port(), "services register here; /docs/ for operators"));
        for (DemoCell cell : cells) {
            out.println("  %-12s %-24s %s"
                    .formatted(
                            cell.name() + " " + cell.instance(),
                            "http://" + cell.address(),
                            cell.name().equals(REGISTERED)
                                    ? "a cell that the center tells of"
                                    : "a cell, in this process"));
        }
        out.println();
        out.println("  Worth trying:");
        out.println();
        List<Trial> trials = Trial.all(port, management, center.port());
        int width = trials.stream().mapToInt(it -> it.curl().length()).max().orElse(0);
        for (Trial trial : trials) {
            out.println("  " + trial.curl() + " ".repeat(width - trial.curl().length()) + "  # " + trial.shows());
        }
        out.println();
        out.flush();
    }

    /** Tries all that is worth trying; says whether every answer was as it should be. */
    public boolean tryAll(PrintWriter out) throws InterruptedException {
        try (TrialRun run = new TrialRun(out)) {
            run.awaitRegistered(Trial.registered(gateway.port("main")));
            return run.run(Trial.all(gateway.port("main"), gateway.managementPort(), center.port()));
        }
    }

    /** Closes everything at once; drain first. */
    @Override
    public void close() throws IOException {
        closing.close();
    }
}
