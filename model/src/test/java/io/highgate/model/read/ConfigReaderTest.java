package io.highgate.model.read;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problem.Severity;
import io.highgate.base.problem.Problems;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.text.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigReaderTest {

    private static final String A = "upstreams: {a: {endpoints: h:1}}\nroutes: [{name: a, path: /a, upstream: a}]\n";
    private static final String B = "upstreams: {b: {endpoints: h:2}}\nroutes: [{name: b, path: /b, upstream: b}]\n";

    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ReadResult read(ReadOptions options, String... names) {
        List<Path> paths = java.util.Arrays.stream(names).map(folder::resolve).toList();
        return new ConfigReader(ConfigReaderTest::ocelot).read(paths, options, Map.of());
    }

    private GatewaySpec accepted(String... names) {
        ReadResult result = read(ReadOptions.strict(), names);
        assertThat(result.problems()).isEmpty();
        return Objects.requireNonNull(result.spec());
    }

    private List<String> refused(String... names) {
        ReadResult result = read(ReadOptions.strict(), names);
        assertThat(result.accepted()).isFalse();
        return result.problems().stream()
                .map(it -> it.toString().replace(folder + "/", ""))
                .toList();
    }

    /** Stands for the reader of Ocelot files, which has tests of its own: says what native text says. */
    private static @Nullable GatewaySpec ocelot(
            Node root, ReadOptions options, Set<String> authenticators, Problems problems) {
        Node.Mapping mapping = (Node.Mapping) root;
        Node.Scalar text = (Node.Scalar) mapping.entries().getFirst().value();
        ReadResult translated = new ConfigReader(OcelotSource.NONE).read("ocelot", text.value(), options, Map.of());
        problems.addAll(translated.problems().stream()
                .filter(it -> it.severity() == Severity.ERROR)
                .toList());
        return translated.spec();
    }

    private static List<String> names(GatewaySpec spec) {
        return spec.routes().stream().map(RouteSpec::name).toList();
    }

    @Test
    void filesOfADirectoryMergeByName() throws IOException {
        write("conf/20-b.yml", B);
        write("conf/10-a.yaml", A);
        write("conf/30.json", "{\"limits\": {\"inFlight\": 5,}, /* why */ \"timeouts\": {\"idle\": \"5s\"}}");
        write("conf/readme.txt", "not read");
        write("conf/.hidden.yaml", "not: read");
        write("conf/sub/c.yaml", "not: read");
        GatewaySpec spec = accepted("conf");
        assertThat(names(spec)).containsExactly("a", "b");
        assertThat(spec.upstreams()).containsOnlyKeys("a", "b");
        assertThat(spec.limits().inFlight()).isEqualTo(5);
        assertThat(spec.listeners()).hasSize(1);
    }

    @Test
    void aKubernetesMountIsReadOnce() throws IOException {
        write("..2026_01/a.yaml", A);
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01"));
        Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
        assertThat(names(accepted("."))).containsExactly("a");
    }

    @Test
    void aFileNamedTwiceIsReadOnce() throws IOException {
        write("a.yaml", A);
        assertThat(names(accepted("a.yaml", ".", "./a.yaml"))).containsExactly("a");
    }

    @Test
    void oneSectionMayBeSpreadOverFiles() throws IOException {
        write("a.yaml", "timeouts: {idle: 5s}\nforwarding: {trustedProxies: [10.0.0.1]}");
        write("b.yaml", "timeouts: {drain: 6s}\nforwarding: {trustedProxies: [10.0.0.2]}");
        GatewaySpec spec = accepted("a.yaml", "b.yaml");
        assertThat(spec.timeouts().idle()).hasSeconds(5);
        assertThat(spec.timeouts().drain()).hasSeconds(6);
        assertThat(spec.forwarding().trustedProxies()).hasSize(2);
    }

    @Test
    void whatTwoFilesSetIsAnErrorNamingBoth() throws IOException {
        write("a.yaml", "timeouts: {idle: 5s}\n" + A);
        write("b.yaml", "timeouts: {idle: 6s}\nupstreams: {a: {endpoints: h:3}}");
        assertThat(refused("a.yaml", "b.yaml"))
                .anyMatch(
                        it -> it.startsWith("error: b.yaml:1:12 timeouts.idle: is set in two files; the other one is ")
                                && it.endsWith("a.yaml line 1"))
                .anyMatch(it -> it.startsWith("error: b.yaml:2:13 upstreams.a: is set in two files"));
    }

    @Test
    void problemsOfSeveralFilesAreReportedAtOnce() throws IOException {
        write("a.yaml", "routes: [{name: a, path: /, upstream: nope}]");
        write("b.yaml", "limit: 1");
        write("c.json", "{");
        assertThat(refused("a.yaml", "b.yaml", "c.json", "d.yaml"))
                .anyMatch(it -> it.startsWith("error: c.json:1:"))
                .anyMatch(it -> it.equals("error: d.yaml: there is no such file"))
                .anyMatch(it -> it.contains("b.yaml:1:1 limit: 'limit' is no setting here; did you mean 'limits'?"))
                .anyMatch(it -> it.contains("a.yaml:1:39 routes[0].upstream: there is no upstream 'nope'"));
    }

    @Test
    void nothingToReadIsAnError() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThat(refused()).containsExactly("error: configuration: no file was named");
        assertThat(refused("empty"))
                .containsExactly("error: empty: there is no *.yaml, *.yml or *.json in this directory");
    }

    @Test
    void aListAtTheTopIsRefused() throws IOException {
        write("a.yaml", "- a");
        assertThat(refused("a.yaml")).singleElement().asString().contains("settings (name: value) are wanted");
    }

    @Test
    void anOcelotFileJoinsNativeOnes() throws IOException {
        write("a.yaml", A + "timeouts: {idle: 5s}");
        write("ocelot.json", "{\"Routes\": \"timeouts: {drain: 1s}\\n" + B.replace("\n", "\\n") + "\"}");
        GatewaySpec spec = accepted("a.yaml", "ocelot.json");
        assertThat(names(spec)).containsExactly("a", "b");
        assertThat(spec.timeouts().idle()).hasSeconds(5);
        assertThat(spec.timeouts().drain()).hasSeconds(1);
        assertThat(spec.listeners()).hasSize(1);
    }

    @Test
    void anOcelotFileMayNotContradictNativeOnes() throws IOException {
        write("a.yaml", A + "timeouts: {idle: 5s}");
        write("ocelot.json", "{\"Routes\": \"timeouts: {idle: 1s}\\n" + A.replace("\n", "\\n") + "\"}");
        assertThat(refused("a.yaml", "ocelot.json"))
                .anyMatch(it -> it.startsWith("error: ocelot.json timeouts.idle: is set in two files"))
                .anyMatch(it -> it.startsWith("error: ocelot.json upstreams.a: is set in two files"))
                .anyMatch(it -> it.contains("another route is named 'a' too"));
    }

    @Test
    void lenientlyTheSameProblemsAreWarnings() throws IOException {
        write("a.json", "{\"foo\": 1, \"limits\": {\"inFlight\": 1, \"inFlight\": 2}}");
        ReadResult result = read(new ReadOptions(Compat.OCELOT_20, true), "a.json");
        assertThat(result.problems()).extracting(Problem::severity).containsOnly(Severity.WARNING);
        assertThat(Objects.requireNonNull(result.spec()).limits().inFlight()).isEqualTo(2);
    }

    @Test
    void theEnvironmentWinsOverFiles() {
        ReadResult result = new ConfigReader(OcelotSource.NONE)
                .read(
                        "a.yaml",
                        "listeners: [{bind: '127.0.0.1:1'}, {name: b, bind: '127.0.0.1:2'}]",
                        ReadOptions.strict(),
                        Map.of("GATEWAY_PORT", "3"));
        assertThat(Objects.requireNonNull(result.spec()).listeners())
                .extracting(it -> it.bind().port())
                .containsExactly(3, 2);
    }

    @Test
    void textThatIsNoConfigurationAtAllIsRefused() {
        for (String text : List.of("", "\u0000", "[", "a: *a", "%", "hello")) {
            ReadResult result = new ConfigReader(OcelotSource.NONE).read("x", text, ReadOptions.strict(), Map.of());
            assertThat(result.accepted()).as(text).isFalse();
        }
    }
}
