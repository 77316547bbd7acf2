package io.highgate.drills.process;

import io.highgate.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where and how a gateway is started: its folder, its ports, further JVM flags and arguments. The
 * ports stay the same however often it is started. Immutable; the configuration is in the folder.
 *
 * @param command of the command line: {@code gateway}, or one that runs more than that
 * @param folder holds the configuration, the state and the log
 * @param jvmFlags as in HIGHGATE_OPTS
 * @param arguments behind {@code COMMAND --config FILES}
 * @param log the file in the folder that gets what it says
 * @param environment variables beside those of this process
 */
public record GatewaySetup(
        String command,
        Path folder,
        int port,
        int managementPort,
        List<String> jvmFlags,
        List<String> arguments,
        String log,
        Map<String, String> environment) {

    /** A gateway in this folder on free ports, started as users do. */
    public static GatewaySetup in(Path folder) {
        return new GatewaySetup(
                "gateway", folder, Ports.free(), Ports.free(), List.of(), List.of(), "gateway.log", Map.of());
    }

    public GatewaySetup withJvmFlags(String... flags) {
        return new GatewaySetup(command, folder, port, managementPort, List.of(flags), arguments, log, environment);
    }

    /** Further JVM flags that make starts cost half; takes some seconds. Others are added behind. */
    public GatewaySetup startingQuickly(String... more) {
        List<String> flags = new ArrayList<>(Distribution.startUpCache(folder.resolve("start-up.aot")));
        flags.addAll(List.of(more));
        return new GatewaySetup(command, folder, port, managementPort, flags, arguments, log, environment);
    }

    /** A gateway and a center in one process. */
    public GatewaySetup standalone() {
        return new GatewaySetup("standalone", folder, port, managementPort, jvmFlags, arguments, log, environment);
    }

    /** The same with a management port of the drill's choice. */
    public GatewaySetup managedAt(int other) {
        return new GatewaySetup(command, folder, port, other, jvmFlags, arguments, log, environment);
    }

    public GatewaySetup withArguments(String... more) {
        return new GatewaySetup(command, folder, port, managementPort, jvmFlags, List.of(more), log, environment);
    }

    /** The same with a log file of its own, for one of several processes. */
    public GatewaySetup loggingTo(String file) {
        return new GatewaySetup(command, folder, port, managementPort, jvmFlags, arguments, file, environment);
    }

    /** The same with these variables. */
    public GatewaySetup withEnvironment(Map<String, String> variables) {
        return new GatewaySetup(command, folder, port, managementPort, jvmFlags, arguments, log, variables);
    }

    /** Writes the configuration, starts a gateway and waits until it serves. */
    public RunningGateway start(String yaml) {
        write(yaml);
        return start();
    }

    /** Starts a gateway with the configuration that lies there, and waits until it serves. */
    public RunningGateway start() {
        RunningGateway gateway = launch();
        try {
            gateway.awaitReady();
        } catch (AssertionError late) {
            gateway.close();
            throw new AssertionError("the gateway does not serve; it said:\n" + gateway.log(), late);
        }
        return gateway;
    }

    /** Starts a gateway and waits for nothing. */
    public RunningGateway launch() {
        return launchBy();
    }

    /** Has another program start the gateway, whose command line stands behind its own; waits for nothing. */
    public RunningGateway launchBy(String... launcher) {
        List<String> all = new ArrayList<>(List.of(command, "--config", "ports.yaml", "gateway.yaml"));
        all.addAll(arguments);
        List<String> line = new ArrayList<>(List.of(launcher));
        line.addAll(Distribution.command(jvmFlags, all));
        Child child = Child.start(folder.resolve(log), environment, line);
        return new RunningGateway(this, child);
    }

    /**
     * Puts a configuration in the place of the one that is there, in one step; a running gateway
     * takes it. The ports are set beside it: the traffic port unless it has listeners of its own.
     */
    public void write(String yaml) {
        String listener = yaml.contains("listeners:") ? "" : "listeners: [{bind: '127.0.0.1:" + port + "'}]\n";
        Path ports = folder.resolve("ports.yaml");
        String text = listener + "management: {bind: '127.0.0.1:" + managementPort + "'}\n";
        try {
            if (!Files.exists(ports) || !Files.readString(ports).equals(text)) {
                Files.writeString(ports, text);
            }
            Path beside = Files.writeString(folder.resolve("gateway.yaml.new"), yaml);
            Files.move(beside, folder.resolve("gateway.yaml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
