package io.highgate.drills.conformance;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The framing list once more, by varnishtest, a client that has nothing in common with ours. */
class VarnishScriptsTest {

    private static final Path SCRIPTS =
            Path.of(System.getProperty("highgate.root", ".."), "drills/src/test/varnishtest");

    @TempDir
    Path folder;

    @Test
    void everyScriptPasses() throws IOException {
        Program varnishtest = Program.needed("varnishtest", "varnish");
        try (Nginx origin = Nginx.start(folder, "origin");
                RunningGateway gateway = GatewaySetup.in(folder).start("""
                        upstreams: {origin: {endpoints: '%s'}}
                        routes: [{name: all, upstream: origin, rewrite: /name}]
                        """.formatted(origin.address()));
                Stream<Path> scripts = Files.list(SCRIPTS)) {
            List<String> command = new ArrayList<>(
                    List.of(varnishtest.toString(), "-k", "-t", "30", "-Dgateway=127.0.0.1 " + gateway.port()));
            scripts.map(script -> script.toAbsolutePath().normalize().toString())
                    .sorted()
                    .forEach(command::add);
            long count = command.stream().filter(word -> word.endsWith(".vtc")).count();
            assertThat(count).isPositive();
            Ran ran = Ran.of(command, "");
            assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
            assertThat(ran.out().lines().filter(line -> line.contains(" passed (")))
                    .hasSize((int) count);
        }
    }
}
