package io.highgate.gateway;

import io.highgate.testkit.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Upstreams whose endpoints a file lists: good files change who is asked, broken ones nothing. */
class EndpointFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aFile() {
        file = folder.resolve("orders.yaml");
    }

    private RunningGateway gateway() {
        return RunningGateway.of("""
                upstreams: {orders: {discover: {file: '%s'}, maxDiscovered: 100}}
                routes: [{name: all, upstream: orders}]
                """.formatted(file));
    }

    private static Origin named(String name) {
        return Origin.scripted(wire -> {
            while (wire.readHead().length() > 0) {
                wire.send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + name);
            }
        });
    }

    @Test
    void whoTheFileListsIsAskedAndWhoItListsNoMoreIsNot() throws IOException {
        try (Origin one = named("one");
                Origin two = named("two")) {
            Files.writeString(file, "endpoints: [{address: '127.0.0.1:" + one.port() + "', weight: 5, zone: a}]\n");
            try (RunningGateway gateway = gateway()) {
                assertThat(gateway.get("/")).endsWith("one");
                assertThat(gateway.manage("GET", "/-/endpoints"))
                        .contains("\"from\":\"file\",\"weight\":5,\"weightFrom\":\"file\"");
                assertThat(gateway.gateway().endpointFiles()).containsExactly(file);
                Files.writeString(file, "[\"127.0.0.1:" + two.port() + "\"]");
                gateway.gateway().readEndpointFiles();
                assertThat(gateway.get("/")).endsWith("two");
                assertThat(gateway.manage("GET", "/-/endpoints")).doesNotContain("127.0.0.1:" + one.port());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "endpoints: []",
                "endpoints: ['127.0.0.1:0']",
                "endpoints: ['127.0.0.1:99999']",
                "endpoints: [{adress: '127.0.0.1:9'}]",
                "endpoints: [{address: '127.0.0.1:9', weight: 0}]",
                "endpoints: ['https://127.0.0.1:9']",
                "endpoint: ['127.0.0.1:9']",
                "endpoints: [",
                "just a text",
                "endpoints: ['a b:9']",
            })
    void aBrokenFileChangesNothingAndIsReported(String broken) throws IOException {
        try (Origin one = named("one")) {
            Files.writeString(file, "endpoints: ['127.0.0.1:" + one.port() + "']\n");
            try (RunningGateway gateway = gateway()) {
                Files.writeString(file, broken);
                gateway.gateway().readEndpointFiles();
                assertThat(gateway.get("/")).endsWith("one");
                assertThat(gateway.manage("GET", "/-/endpoints"))
                        .contains("\"problem\":\"the file cannot be used\"", "\"problems\":[\"error: " + file);
                assertThat(gateway.manage("GET", "/-/snapshot")).contains("#   error: " + file);
                assertThat(gateway.manage("GET", "/metrics"))
                        .contains("highgate_discovery_failing{source=\"file " + file + "\"} 1.0");
                Files.writeString(file, "endpoints: ['127.0.0.1:" + one.port() + "', '127.0.0.1:9']\n");
                gateway.gateway().readEndpointFiles();
                assertThat(gateway.manage("GET", "/-/endpoints"))
                        .contains("\"found\":2")
                        .doesNotContain("problems");
            }
        }
    }

    @Test
    void aListThatIsTooLongIsRefusedAsAWhole() throws IOException {
        StringBuilder list = new StringBuilder("endpoints:\n");
        for (int i = 0; i < 10_000; i++) {
            list.append("- 10.").append(i / 250).append(".1.").append(i % 250).append(":80\n");
        }
        Files.writeString(file, list);
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 503").contains("no endpoints are known");
            assertThat(gateway.manage("GET", "/-/endpoints"))
                    .contains("names 10000 endpoints, the most is 100 (the upstream's maxDiscovered)");
        }
    }

    @Test
    void whoIsListedTwiceIsOneEndpointAndDoubted() throws IOException {
        try (Origin one = named("one")) {
            String address = "'127.0.0.1:" + one.port() + "'";
            Files.writeString(file, "endpoints: [" + address + ", " + address + "]\n");
            try (RunningGateway gateway = gateway()) {
                assertThat(gateway.get("/")).endsWith("one");
                assertThat(gateway.manage("GET", "/-/endpoints")).contains("\"found\":1", "is there twice");
            }
        }
    }

    @Test
    void aFileThatIsMissingAtStartIsReportedAndReadLater() throws IOException {
        try (Origin one = named("one");
                RunningGateway gateway = gateway()) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 503").contains("the file cannot be used");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("there is no such file");
            Files.writeString(file, "{\"endpoints\": [\"127.0.0.1:" + one.port() + "\"]}");
            gateway.gateway().readEndpointFiles();
            assertThat(gateway.get("/")).endsWith("one");
        }
    }
}
