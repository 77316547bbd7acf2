package io.highgate.model.check;

import io.highgate.base.problem.Problem;
import io.highgate.model.print.NativeYaml;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.read.OcelotSource;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.read.ReadResult;
import io.highgate.model.spec.UpstreamSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about where endpoints are found, and what of it cannot be. */
class DiscoverCheckTest {

    private static ReadResult read(String yaml) {
        return new ConfigReader(OcelotSource.NONE).read("a.yaml", yaml, ReadOptions.strict(), Map.of());
    }

    private static ReadResult upstream(String settings) {
        return read("upstreams: {u: {" + settings + "}}\nroutes: [{name: r, upstream: u}]\n");
    }

    private static List<String> problems(ReadResult result) {
        return result.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discover: {dns: 'orders.internal:8080'}",
                "discover: {dns: {address: 'orders.internal.:80', family: ipv6, tier: 2, zone: a}}",
                "discover: {srv: _http._tcp.orders.internal}",
                "discover: {srv: {name: _http._tcp.orders.internal, family: ipv4}}",
            })
    void soundOnesHaveNoProblemsAndReadBackAsPrinted(String settings) {
        ReadResult result = upstream(settings);
        assertThat(problems(result)).isEmpty();
        String printed = NativeYaml.print(Objects.requireNonNull(result.spec()));
        assertThat(read(printed).spec()).as(printed).isEqualTo(result.spec());
    }

    @Test
    void whatIsWrongInAFileOfEndpointsIsWarnedOf(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("endpoints.json");
        String settings = "discover: {file: '" + file + "'}, endpoints: ['h:1'], maxDiscovered: 2";
        assertThat(problems(upstream(settings))).containsExactly("warning: " + file + ": there is no such file");
        Files.writeString(file, "{\"endpoints\": [\"a:1\", {\"adress\": \"b:1\"}]}");
        assertThat(problems(upstream(settings)))
                .anySatisfy(it -> assertThat(it)
                        .startsWith("warning: " + file + ":1:")
                        .contains("'adress' is no setting here; did you mean 'address'?"));
        Files.writeString(file, "{\"endpoints\": [\"a:1\", {\"address\": \"b:1\"}]}");
        assertThat(problems(upstream(settings))).isEmpty();
        assertThat(upstream(settings).accepted()).isTrue();
    }

    @Test
    void anHttpsNameEncrypts() {
        UpstreamSpec spec = Objects.requireNonNull(
                        upstream("discover: {dns: 'https://orders.internal'}").spec())
                .upstreams()
                .get("u");
        assertThat(spec).isNotNull();
        assertThat(Objects.requireNonNull(spec).security()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    discover: {dns: '10.0.0.1:80'}        | '10.0.0.1' is an address already; name it in endpoints
                    discover: {dns: '[::1]:80'}           | '::1' is an address already
                    discover: {dns: 'a..b:80'}            | 'a..b' is not a name that DNS can be asked for
                    discover: {dns: 'a b:80'}             | 'a b' is not a name that DNS can be asked for
                    discover: {dns: 'ü.test:80'}          | is not a name that DNS can be asked for
                    discover: {dns: 'orders:0'}           | nothing can be reached at port 0
                    discover: {dns: 'orders'}             | 'orders' has no port
                    discover: {dns: {url: 'o:1', family: ip4}} | did you mean 'ipv4'?
                    discover: {srv: ''}                   | '' is not a name that DNS can be asked for
                    discover: {srv: orders}               | usually stand under a name like _http._tcp.orders
                    discover: {file: ''}                  | '' is not the path of a file
                    discover: {file: '/'}                 | '/' is not the path of a file
                    discover: {}                          | exactly one of these is wanted here: dns, srv, file
                    discover: {dns: 'https://o'}, endpoints: ['h:1'] | some endpoints begin with https:// and some do not
                    maxDiscovered: 5                      | needs at least one endpoint, like 127.0.0.1:8080, or discover
                    discover: {file: a}, maxDiscovered: 0 | 0 is too small
                    """)
    void whatCannotBeIsSaid(String settings, String problem) {
        assertThat(problems(upstream(settings))).anySatisfy(it -> assertThat(it).contains(problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    servers: ['dns.internal:53']          | a DNS server is named by its address, like 10.0.0.2:53
                    servers: ['10.0.0.2:0']               | nothing can be reached at port 0
                    servers: ['10.0.0.2']                 | has no port
                    timeout: 0s                           | dns.timeout: must be at least 1ms
                    leastTtl: 0s                          | dns.leastTtl: must be at least 100ms
                    leastTtl: 10s, mostTtl: 5s            | dns.mostTtl: is shorter than leastTtl
                    server: []                            | did you mean 'servers'?
                    """)
    void whatDnsCannotBeAskedWithIsSaid(String settings, String problem) {
        assertThat(problems(read("dns: {" + settings + "}\nroutes: [{name: r, respond: {}}]\n")))
                .anySatisfy(it -> assertThat(it).contains(problem));
    }
}
