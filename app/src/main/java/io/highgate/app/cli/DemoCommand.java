package io.highgate.app.cli;

import io.highgate.app.demo.Demo;
import io.highgate.app.logs.LogSetup;
import io.highgate.app.process.GatewayProcess;
import io.highgate.app.process.StopSwitch;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code highgate demo}: a gateway with something behind it, in one process. */
@Command(
        name = "demo",
        description = "Run a gateway, a center and small cells, and show what to try.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate demo",
            "  ./highgate demo --port 9000",
            "  ./highgate demo --once",
            "",
            "Ctrl-C drains: requests under way end before the process does.",
            "Exit codes: 0 well, 1 an answer was not as expected (--once), 2 wrong usage, 3 a port is taken."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class DemoCommand implements Callable<Integer> {

    private static final int HIGHEST = 65_533;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-p", "--port"},
            defaultValue = "8000",
            description = "The gateway's port, management and the center being the next two; 0 takes free ones"
                    + " (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--once", description = "Try what there is to try, print the answers and exit.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (port < 0 || port > HIGHEST) {
            throw new ParameterException(spec.commandLine(), "--port is 0 to " + HIGHEST + ", not " + port);
        }
        LogSetup.quiet();
        PrintWriter out = spec.commandLine().getOut();
        StopSwitch stop = new StopSwitch().install();
        try (Demo demo = Demo.start(port)) {
            return once ? tryOnce(demo, out) : serve(demo, stop, out);
        } catch (java.net.BindException e) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("not started: " + e.getMessage());
            err.println("Take other ports: ./highgate demo --port " + (port == 9000 ? 9100 : 9000));
            return ExitCode.NOT_STARTED;
        }
    }

    private static int tryOnce(Demo demo, PrintWriter out) throws InterruptedException {
        boolean good = demo.tryAll(out);
        GatewayProcess.drain(demo.gateway());
        return good ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private static int serve(Demo demo, StopSwitch stop, PrintWriter out) throws InterruptedException {
        demo.describe(out);
        out.println("  Ctrl-C stops it.");
        out.flush();
        stop.await();
        out.println();
        out.println("  Draining ...");
        out.flush();
        GatewayProcess.drain(demo.gateway());
        return ExitCode.OK;
    }
}
