package io.highgate.app.cli;

import io.highgate.app.life.ConfigSource;
import io.highgate.app.life.Fingerprint;
import io.highgate.app.process.GatewayProcess;
import io.highgate.app.process.StopSwitch;
import io.highgate.app.takeover.Succession;
import io.highgate.app.takeover.Systemd;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code highgate gateway}: runs a gateway until it is told to stop. */
@Command(
        name = "gateway",
        description = "Run a gateway.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./highgate gateway --config highgate.yaml",
            "  ./highgate gateway --config common.yaml routes.d/",
            "  GATEWAY_PORT=9000 ./highgate gateway --config ocelot.json --compat ocelot-20",
            "",
            "  ./highgate gateway --config highgate.yaml --take-over",
            "",
            "Changed files are read again by themselves, and on SIGHUP. SIGTERM or Ctrl-C drains: new",
            "requests are refused, those under way end; a second one ends the process at once.",
            "With --take-over a running gateway gives its ports to this one and drains; if anything is",
            "in the way before, it goes on as it was.",
            "Exit codes: 0 stopped in order (also: was taken over), 1 the configuration is wrong and there",
            "is no last good one, 2 wrong usage, 3 could not start or take over (a port is taken)."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before it calls
final class GatewayCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final RunOptions run;

    @Option(
            names = "--no-last-good",
            description = "Keep no last good configuration, and do not start when the files are broken.")
    private boolean noLastGood;

    @Option(
            names = "--take-over",
            paramLabel = "if-running",
            arity = "0..1",
            fallbackValue = "required",
            converter = WishName.class,
            description = "Take the ports over from the gateway that runs with these files (Linux); with"
                    + " =if-running, start as usual when there is none.")
    private Succession.Wish takeOver = Succession.Wish.NONE;

    @Option(
            names = "--take-over-socket",
            paramLabel = "FILE",
            description = "Where gateways meet that take over (default: run/ in the folder of --state). Name one when"
                    + " the next version has its files in another folder.")
    private @Nullable Path meeting;

    GatewayCommand(Map<String, String> environment, Path here) {
        this.environment = environment;
        this.run = new RunOptions(environment, here, "state");
    }

    @Override
    public Integer call() throws InterruptedException {
        if (run.files().isEmpty()) {
            missing(spec.commandLine().getErr());
            return ExitCode.USAGE;
        }
        ConfigSource source = run.source();
        GatewayProcess process = new GatewayProcess(source, run.stateFolder(), !noLastGood, succession(source));
        return report(process.run(new StopSwitch().install()));
    }

    private int report(GatewayProcess.Outcome outcome) {
        PrintWriter err = spec.commandLine().getErr();
        return switch (outcome) {
            case GatewayProcess.Outcome.Stopped _ -> ExitCode.OK;
            case GatewayProcess.Outcome.Refused refused -> run.refused(refused.problems(), err);
            case GatewayProcess.Outcome.NotStarted failed -> {
                int code = RunOptions.notStarted(failed.reason(), err);
                err.println("Another port: 'listeners' and 'management' in the configuration, or GATEWAY_PORT.");
                yield code;
            }
            case GatewayProcess.Outcome.NotTakenOver failed -> {
                err.println("not taken over: " + failed.reason());
                yield ExitCode.NOT_STARTED;
            }
        };
    }

    private Succession succession(ConfigSource source) {
        Path asked = meeting;
        Path usual = run.stateFolder().resolve("run").resolve(Fingerprint.shortDigest(source.title()) + ".sock");
        Systemd systemd = new Systemd(environment, ProcessHandle.current().pid());
        return new Succession(
                takeOver, (asked == null ? usual : asked).toAbsolutePath().normalize(), systemd);
    }

    /** Reads what may stand behind {@code --take-over}. */
    static final class WishName implements ITypeConverter<Succession.Wish> {
        @Override
        public Succession.Wish convert(String value) {
            return switch (value) {
                case "required" -> Succession.Wish.REQUIRED;
                case "if-running" -> Succession.Wish.IF_RUNNING;
                default ->
                    throw new TypeConversionException(
                            "'" + value + "' is not if-running; --take-over alone is allowed");
            };
        }
    }

    private static void missing(PrintWriter err) {
        err.println("""
                No configuration: name one with --config, or put a highgate.yaml here. The smallest useful one:

                  upstreams:
                    shop:
                      endpoints: [ "127.0.0.1:9001" ]
                  routes:
                    - name: shop
                      paths: [ "/shop/{*rest}" ]
                      upstream: shop

                  ./highgate gateway --config highgate.yaml

                To see a gateway at work without one: ./highgate demo""");
        err.flush();
    }
}
