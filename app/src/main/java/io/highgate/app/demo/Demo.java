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
 * Two instances each of two small cells, and a gateway in front of them, in one process. Confined to
 * the thread that runs it.
 */
public final class Demo implements AutoCloseable {

    private static final List<String> CELLS = List.of("orders", "greetings");
    private static final int INSTANCES = 2;

    private final List<DemoCell> cells;
    private final Closing closing;
    private final Gateway gateway;

    private Demo(List<DemoCell> cells, Closing closing, Gateway gateway) {
        this.cells = cells;
        this.closing = closing;
        this.gateway = gateway;
    }

    /**
     * Starts everything.
     *
     * @param port the gateway's port, with management on the next one; 0 takes any two free ports
     * @throws IOException naming the port, if one is taken; nothing is left open then
     */
    public static Demo start(int port) throws IOException {
        // The JDK's server otherwise waits for the client's acknowledgement between head and body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Closing closing = new Closing();
        try {
            List<DemoCell> cells = new ArrayList<>();
            for (String name : CELLS) {
                for (int instance = 1; instance <= INSTANCES; instance++) {
                    cells.add(closing.add(DemoCell.start(name, instance)));
                }
            }
            Gateway gateway = Wiring.gateway(Path.of(".highgate", "demo"));
            gateway.start(spec(port, cells));
            return new Demo(List.copyOf(cells), closing, gateway);
        } catch (IOException e) {
            closing.close();
            throw e;
        }
    }

    private static GatewaySpec spec(int port, List<DemoCell> cells) throws IOException {
        Map<String, String> names = new HashMap<>();
        names.put("DEMO_PORT", Integer.toString(port));
        names.put("DEMO_MANAGEMENT_PORT", Integer.toString(port == 0 ? 0 : port + 1));
        cells.forEach(cell -> names.put(
                "DEMO_" + cell.name().toUpperCase(java.util.Locale.ROOT) + "_" + cell.instance(), cell.address()));
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
        for (DemoCell cell : cells) {
            out.println("  %-12s %-24s %s"
                    .formatted(
                            cell.name() + " " + cell.instance(),
                            "http://" + cell.address(),
                            "a cell, in this process"));
        }
        out.println();
        out.println("  Worth trying:");
        out.println();
        List<Trial> trials = Trial.all(port, management);
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
            return run.run(Trial.all(gateway.port("main"), gateway.managementPort()));
        }
    }

    /** Closes gateway and cells at once; drain first. */
    @Override
    public void close() throws IOException {
        gateway.close();
        closing.close();
    }
}
