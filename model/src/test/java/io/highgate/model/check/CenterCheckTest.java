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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about centers, and what of it cannot be. */
class CenterCheckTest {

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{urls: ['http://center:8005']}",
                "{urls: ['https://a', 'https://b:8443'], key: gw, secret: s, name: one, silence: 5s}",
                "{urls: ['https://a'], report: 0s, traces: 0%}",
                "{urls: ['https://a'], report: 1m, traces: 100%}",
                "{urls: ['https://a'], cells: {balancer: peak-ewma, retry: {count: 1}, slowStart: 10s}}",
            })
    void soundOnesHaveNoProblemsAndReadBackAsPrinted(String center) {
        ReadResult result = read("center: " + center + "\n");
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.printWithSecrets(Objects.requireNonNull(result.spec()));
        assertThat(read(printed).spec()).as(printed).isEqualTo(result.spec());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | needs 1 to 16 centers",
                "{urls: []}                                          | needs 1 to 16 centers",
                "{urls: ['center:8005']}                             | begins neither with http://",
                "{urls: ['ftp://center']}                            | begins neither with http://",
                "{urls: ['http://center:8005/x']}                    | is more than scheme",
                "{urls: ['http://our_center:8005']}                  | is no name of a host",
                "{urls: ['http://center:0']}                         | port 0",
                "{urls: ['http://a:1', 'http://a:1']}                | is there twice",
                "{urls: ['https://a'], key: gw}                      | center.secret",
                "{urls: ['https://a'], secret: s}                    | center.key",
                "{urls: ['https://a'], key: gw, secret: ''}          | is empty",
                "{urls: ['https://a'], timeout: 0s}                  | must be between",
                "{urls: ['https://a'], report: 999ms}                | must be between 1s and 10m",
                "{urls: ['https://a'], report: 11m}                  | must be between 1s and 10m",
                "{urls: ['https://a'], report: often}                | is not a duration",
                "{urls: ['https://a'], traces: 101%}                 | is more than all",
                "{urls: ['https://a'], traces: 0.001%}               | is finer than",
                "{urls: ['https://a'], traces: some}                 | is not a share",
                "{urls: ['https://a'], silence: 1s}                  | must be between 1500ms",
                "{urls: ['https://a'], backOff: 1h}                  | must be between",
                "{urls: ['https://a'], retries: -1}                  | retries",
                "{urls: ['https://a'], tls: {trust: [nowhere.pem]}}  | nowhere.pem",
                "{urls: ['https://a'], cells: {endpoints: ['a:1']}}  | leave endpoints and discover out",
                "{urls: ['https://a'], cells: {discover: {center: a}}} | leave endpoints and discover out",
                "{urls: ['https://a'], url: 'https://b'}             | did you mean 'urls'",
                "{urls: ['http://center:8005'], key: gw, secret: s}  | warning",
            })
    void whatIsWrongIsSaid(String center, String said) {
        assertThat(String.join("\n", problems(read("center: " + center + "\n"))))
                .contains(said);
    }

    @Test
    void whoIsFoundByACenterNeedsOne() {
        String upstream = "upstreams: {crm: {cell: true, discover: {center: crm}}}\n";
        assertThat(String.join("\n", problems(read(upstream)))).contains("there is no center to ask");
        assertThat(problems(read(upstream + "center: {urls: ['http://center:8005']}\n")))
                .isEmpty();
        assertThat(String.join("\n", problems(read(upstream.replace("center: crm", "center: 'C R M'")))))
                .contains("'C R M' is not a cell's name");
    }

    @Test
    void moreThanSixteenAreTooMany() {
        StringBuilder urls = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            urls.append("'http://c").append(i).append(":8005', ");
        }
        assertThat(String.join("\n", problems(read("center: {urls: [" + urls + "]}\n"))))
                .contains("needs 1 to 16 centers");
    }
}
