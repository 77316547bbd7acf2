package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.GovernanceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about the center of this machine, and what of it cannot be. */
class GovernanceCheckTest {

    private static ReadResult read(String yaml, Map<String, String> environment) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), environment);
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{bind: '127.0.0.1:9005', name: c1, masterKey: 0123456789abcdef0123456789abcdef, openToLoopback: true}",
                "{patrol: {interval: 10s, timeout: 1s, threshold: 2}, guard: {ofAll: 20%, ofCell: 50%, least: 5}}",
                "{operators: {issuer: 'https://id', audience: hg, keys: 'https://id/keys', roles: {ops: operator}}}",
            })
    void soundOnesHaveNoProblemsAndReadBackAsPrinted(String governance) {
        ReadResult result = read("governance: " + governance + "\n", Map.of());
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.printWithSecrets(Objects.requireNonNull(result.spec()));
        assertThat(read(printed, Map.of()).spec()).as(printed).isEqualTo(result.spec());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{masterKey: short}                           | governance.masterKey: is shorter than 32 octets",
                "{name: ''}                                   | governance.name: is empty",
                "{patrol: {interval: 100ms}}                  | must be between 1s and 1h",
                "{patrol: {interval: 2s, timeout: 3s}}        | is longer than the interval",
                "{patrol: {threshold: 0}}                     | governance.patrol.threshold",
                "{guard: {ofAll: 0%}}                         | 0% would take nobody out ever",
                "{guard: {ofCel: 20%}}                        | did you mean 'ofCell'",
                "{operators: {issuer: i, audience: a, keys: 'file:/etc'}}  | is not an http(s) URL",
                "{operators: {issuer: i, audience: a, keys: 'http://k', roles: {a: root}}} | is none of viewer",
                "{tls: {}}                                    | serverCertificate",
                "{tls: {serverCertificate: {certificate: a, key: b}, clientCertificates: required}} | governance.tls: names no file",
                "{tls: {serverCertificate: {certificate: a, key: b}, trust: [c]}} | has no effect: clientCertificates is none",
                "{operators: {issuer: i}}                     | audience",
                "{bind: '8005'}                               | governance.bind",
            })
    void whatCannotBeIsRefusedWithItsPlace(String governance, String says) {
        assertThat(problems(read("governance: " + governance + "\n", Map.of()))).anyMatch(it -> it.contains(says));
    }

    @Test
    void theEnvironmentWinsAsTheSeedNamesIt() {
        ReadResult result = read(
                "governance: {bind: '127.0.0.1:1', patrol: {interval: 10s}}\n",
                Map.of(
                        "GOVERNANCE_PORT", "9005",
                        "GOVERNANCE_HEALTH_INTERVAL_SEC", "7.5",
                        "GOVERNANCE_HEALTH_TIMEOUT_SEC", "2",
                        "GOVERNANCE_HEALTH_FAILURE_THRESHOLD", "5"));
        GovernanceSpec governance = Objects.requireNonNull(result.spec()).governance();
        assertThat(governance.bind()).hasToString("127.0.0.1:9005");
        assertThat(governance.patrol().interval()).isEqualTo(Duration.ofMillis(7_500));
        assertThat(governance.patrol().timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(governance.patrol().threshold()).isEqualTo(5);
    }
}
