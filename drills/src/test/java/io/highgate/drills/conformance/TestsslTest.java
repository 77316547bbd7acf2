package io.highgate.drills.conformance;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** testssl.sh on a listener with nothing but a certificate configured: protocols, ciphers, defaults, vulnerabilities. */
class TestsslTest {

    private static final Pattern FINDING = Pattern.compile(
            "\"id\"\\s*:\\s*\"([^\"]*)\".*?\"severity\"\\s*:\\s*\"([^\"]*)\".*?\"finding\"\\s*:\\s*\"([^\"]*)\"",
            Pattern.DOTALL);

    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW", "DEBUG");

    /** Said of the openssl that asks, not of the listener. */
    private static final String OF_ITSELF = "engine_problem";

    @TempDir
    Path folder;

    @Test
    void hasNoFindingAboveLow() throws IOException {
        Program testssl = Program.needed("testssl", "testssl.sh");
        GatewaySetup setup = GatewaySetup.in(folder);
        Certificate certificate = Certificate.in(folder);
        Path report = folder.resolve("report.json");
        try (RunningGateway gateway =
                setup.start(certificate.listener(setup.port()) + "routes: [{name: a, respond: {body: x}}]\n")) {
            Ran ran = Ran.of(
                    testssl.toString(),
                    "--quiet",
                    "--warnings",
                    "batch",
                    "--color",
                    "0",
                    "--ip",
                    "127.0.0.1",
                    "--add-ca",
                    certificate.authority().toString(),
                    "--jsonfile",
                    report.toString(),
                    "-p",
                    "-s",
                    "-f",
                    "-P",
                    "-S",
                    "-U",
                    "localhost:" + gateway.port());
            List<String> above = new ArrayList<>();
            int count = 0;
            Matcher finding = FINDING.matcher(Files.readString(report));
            while (finding.find()) {
                count++;
                if (!HARMLESS.contains(finding.group(2)) && !finding.group(1).equals(OF_ITSELF)) {
                    above.add(finding.group(1) + " " + finding.group(2) + ": " + finding.group(3));
                }
            }
            assertThat(count).as(ran.out()).isGreaterThan(50);
            assertThat(above).isEmpty();
        }
    }
}
