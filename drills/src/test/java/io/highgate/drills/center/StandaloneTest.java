package io.highgate.drills.center;

import io.highgate.drills.conformance.Certificate;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Program;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import io.highgate.drills.process.SmallOrigin;
import io.highgate.testkit.Await;
import io.highgate.testkit.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A center and a gateway that follows it in one process, asked with curl as in the handbook. */
class StandaloneTest {

    @TempDir
    Path folder;

    private final int center = Ports.free();
    private Program curl;

    @BeforeEach
    void findCurl() {
        curl = Program.needed("curl", "curl");
    }

    private GatewaySetup setup() {
        return GatewaySetup.in(folder)
                .standalone()
                .withEnvironment(Map.of("HIGHGATE_STATE", folder.toString()))
                .withArguments("--state", folder.toString());
    }

    @Test
    void whoRegistersGetsRequests() throws IOException {
        String yaml = "governance: {bind: '127.0.0.1:%d'}\n".formatted(center);
        try (RunningGateway both = setup().start(yaml)) {
            serves(both, "http://127.0.0.1:" + center);
        }
    }

    @Test
    void soItIsWhereTheCenterEncrypts() throws IOException {
        Certificate own = Certificate.in(folder);
        String encrypted = """
                governance: {bind: '127.0.0.1:%d', tls: {serverCertificate: {certificate: '%s', key: '%s'}}}
                center: {urls: ['https://localhost:%d'], tls: {trust: ['%s']}}
                """.formatted(center, own.file(), own.key(), center, own.authority());
        try (RunningGateway both = setup().start(encrypted)) {
            serves(
                    both,
                    "https://localhost:" + center,
                    "--cacert",
                    own.authority().toString());
        }
    }

    private void serves(RunningGateway both, String url, String... more) throws IOException {
        try (SmallOrigin origin = new SmallOrigin()
                .at("/", "text/plain", "it is me".getBytes(StandardCharsets.US_ASCII))
                .at("/health", "text/plain", "well".getBytes(StandardCharsets.US_ASCII))) {
            Path key = folder.resolve("operator.key");
            Await.until("there is a key for the owner of the machine", () -> Files.exists(key));
            String body = "{\"host\":\"127.0.0.1\",\"port\":%s}"
                    .formatted(origin.address().substring(origin.address().indexOf(':') + 1));
            List<String> command = new ArrayList<>(List.of(curl.toString(), "-sS", "--fail-with-body", "-X", "PUT"));
            command.addAll(List.of(more));
            command.addAll(List.of("-H", "Content-Type: application/json", "--data-binary", body, "-K", "-"));
            command.add(url + "/api/center/cells/crm/instances/a");
            Ran ran = Ran.of(command, "user = \"" + credentials(Files.readString(key)) + "\"\n");
            assertThat(ran.exit()).as("%s", ran).isZero();
            Await.until(
                    "a request gets there",
                    () -> Ran.of(
                                    curl.toString(),
                                    "-s",
                                    "-H",
                                    "Authorization: Bearer any",
                                    "http://127.0.0.1:" + both.port() + "/api/v1/crm/x")
                            .out()
                            .equals("it is me"));
        }
    }

    private static String credentials(String file) {
        return member(file, "safeKey") + ":" + member(file, "safeSecret");
    }

    private static String member(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\\s*\"([^\"]+)\"").matcher(json);
        assertThat(matcher.find()).as("%s in a key", name).isTrue();
        return matcher.group(1);
    }
}
