package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdoptCheckTest {

    private static final String REGISTRIES = "registries: {consul: {urls: ['http://consul:8500']}, kubernetes: {}}\n";

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{consul: {}}",
                "{consul: {services: ['*'], except: [consul, 'test-*']}, kubernetes: {services: [crm]}}",
            })
    void soundOnesHaveNoProblemsAndReadBackAsPrinted(String adopt) {
        ReadResult result = read(REGISTRIES + "governance: {adopt: " + adopt + "}\n");
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.printWithSecrets(Objects.requireNonNull(result.spec()));
        assertThat(read(printed).spec()).as(printed).isEqualTo(result.spec());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{eureka: {}}                        | governance.adopt.eureka: nothing is said of where it is",
                "{nacos: {services: [a]}}            | say it in registries.nacos",
                "{consul: {services: ['']}}          | governance.adopt.consul.services[0]: is no name of a service",
                "{consul: {except: [a, ' ']}}        | governance.adopt.consul.except[1]",
                "{consul: {service: [a]}}            | did you mean 'services'",
                "{etcd: {}}                          | etcd",
            })
    void whatCannotBeIsRefusedWithItsPlace(String adopt, String says) {
        assertThat(problems(read(REGISTRIES + "governance: {adopt: " + adopt + "}\n")))
                .anyMatch(it -> it.contains(says));
    }
}
