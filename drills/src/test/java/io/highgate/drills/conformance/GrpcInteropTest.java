package io.highgate.drills.conformance;

import io.highgate.drills.conformance.GrpcInterop.Server;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Ran;
import io.highgate.drills.process.RunningGateway;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All standard cases of gRPC's interoperability tests, through a gateway. What fails is run without the
 * gateway as well, so that a failure of the tool is not taken for one of ours.
 */
class GrpcInteropTest {

    private static final String UPGRADE = "--use_upgrade=true";

    private static final List<String> STANDARD = List.of(
            "empty_unary",
            "large_unary",
            "client_compressed_unary_noprobe",
            "server_compressed_unary",
            "client_streaming",
            "client_compressed_streaming_noprobe",
            "server_streaming",
            "server_compressed_streaming",
            "ping_pong",
            "empty_stream",
            "custom_metadata",
            "status_code_and_message",
            "special_status_message",
            "unimplemented_method",
            "unimplemented_service",
            "cancel_after_begin",
            "cancel_after_first_response",
            "timeout_on_sleeping_server",
            "very_large_request",
            "pick_first_unary",
            "rpc_soak",
            "channel_soak",
            "orca_per_rpc",
            "orca_oob");

    /** They begin with a question that grpc-java's server does not answer; without it they are above. */
    private static final List<String> WITH_PROBE = List.of("client_compressed_unary", "client_compressed_streaming");

    private static final Pattern LISTED = Pattern.compile("(?m)^ {6}([a-z][a-z0-9_]+): ");

    @TempDir
    Path folder;

    private GrpcInterop interop;

    @BeforeEach
    void findTheTool() {
        interop = GrpcInterop.built();
    }

    @Test
    void overCleartextEveryCasePasses() {
        everyCasePasses(GatewaySetup.in(folder), "", false, List.of("--use_tls=false"));
    }

    @Test
    void afterAnUpgradeFromHttp1EveryCasePasses() {
        everyCasePasses(GatewaySetup.in(folder), "", false, List.of("--use_tls=false", UPGRADE));
    }

    @Test
    void withAnotherClientEveryCasePasses() {
        everyCasePasses(GatewaySetup.in(folder), "", false, List.of("--use_tls=false", "--use_okhttp=true"));
    }

    @Test
    void overTlsInFrontAndBehindEveryCasePasses() {
        GatewaySetup setup = GatewaySetup.in(folder);
        Certificate shown = new Certificate(
                interop.certificate("server1.pem", folder),
                interop.certificate("server1.key", folder),
                interop.certificate("ca.pem", folder));
        everyCasePasses(
                setup,
                shown.listener(setup.port()),
                true,
                List.of("--use_tls=true", "--use_test_ca=true", "--server_host_override=" + GrpcInterop.NAME));
    }

    @Test
    void noCaseOfTheClientIsForgotten() {
        Matcher listed = LISTED.matcher(interop.usage());
        TreeSet<String> known = new TreeSet<>();
        while (listed.find()) {
            known.add(listed.group(1));
        }
        // Credentials of Google's clouds; and a GET that no server of grpc-java answers.
        known.removeIf(name -> name.contains("creds") || name.contains("credentials") || name.contains("oauth"));
        known.remove("cacheable_unary");
        WITH_PROBE.forEach(known::remove);
        assertThat(known).containsExactlyInAnyOrderElementsOf(STANDARD);
    }

    @Test
    void theCasesWithAProbeAreNotPassedByTheServerItself() {
        try (Server server = interop.start(folder, false)) {
            for (String name : WITH_PROBE) {
                Ran ran = interop.run(name, server.port(), List.of("--use_tls=false"));
                assertThat(ran.exit()).as(name).isNotZero();
                assertThat(ran.err()).as(name).contains("INVALID_ARGUMENT");
            }
        }
    }

    private void everyCasePasses(GatewaySetup setup, String listener, boolean tls, List<String> flags) {
        try (Server server = interop.start(folder, tls);
                RunningGateway gateway = setup.start(listener + behind(server, tls))) {
            // The server itself knows no upgrade.
            List<String> direct =
                    flags.stream().filter(it -> !it.equals(UPGRADE)).toList();
            Map<String, String> failures = new TreeMap<>();
            for (String name : STANDARD) {
                Ran ran = interop.run(name, gateway.port(), flags);
                if (ran.exit() != 0) {
                    Ran alone = interop.run(name, server.port(), direct);
                    failures.put(name, ran + (alone.exit() == 0 ? "" : "; without a gateway, too: " + alone));
                }
            }
            assertThat(failures).as(gateway.log()).isEmpty();
            assertThat(gateway.metric("highgate_upstream_requests_total"))
                    .as("calls that went through the gateway")
                    .isGreaterThanOrEqualTo(STANDARD.size());
        }
    }

    private String behind(Server server, boolean tls) {
        String upstream = tls
                ? "{endpoints: 'https://127.0.0.1:%d', protocol: http2, tls: {serverName: %s, trust: '%s'}}"
                        .formatted(server.port(), GrpcInterop.NAME, folder.resolve("ca.pem"))
                : "{endpoints: '127.0.0.1:%d', protocol: http2}".formatted(server.port());
        // The client upgrades with GET /, and knows no answer to it that has a body.
        return "upstreams: {grpc: " + upstream + "}\n"
                + "routes: [{name: all, upstream: grpc}, {name: first, path: /, respond: {status: 204}}]\n";
    }
}
