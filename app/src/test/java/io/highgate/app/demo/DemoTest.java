package io.highgate.app.demo;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoTest {

    private final StringWriter out = new StringWriter();

    @Test
    void everythingItSaysIsWorthTryingWorks() throws Exception {
        try (Demo demo = Demo.start(0)) {
            boolean good = demo.tryAll(new PrintWriter(out));

            assertThat(out.toString()).doesNotContain("FAILED").contains("\"instance\":1", "\"instance\":2");
            assertThat(good).isTrue();
        }
    }

    @Test
    void describesEachPartWithItsPort() throws Exception {
        try (Demo demo = Demo.start(0)) {
            demo.describe(new PrintWriter(out));

            assertThat(out.toString())
                    .contains("localhost:" + demo.gateway().port("main"))
                    .contains("localhost:" + demo.gateway().managementPort())
                    .contains(
                            "orders 1",
                            "orders 2",
                            "greetings 1",
                            "greetings 2",
                            "stock 1",
                            "/docs/",
                            "/api/v1/stock/",
                            "curl -N ");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> Demo.start(port).close())
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
    }

    @Test
    void anAnswerThatIsNotAsExpectedFailsTheRun() throws Exception {
        try (Demo demo = Demo.start(0);
                TrialRun run = new TrialRun(new PrintWriter(out))) {
            int port = demo.gateway().port("main");
            Trial wrongStatus = new Trial("wrong status", port, Trial.Ask.get("/nowhere"), 200, "");
            Trial wrongText = new Trial("wrong text", port, Trial.Ask.get("/"), 200, "no such text");

            assertThat(run.run(List.of(wrongStatus, wrongText))).isFalse();
            assertThat(out.toString()).contains("0 of 2 as expected");
        }
    }

    @Test
    void aGatewayThatIsGoneFailsTheRun() throws Exception {
        int port;
        try (Demo demo = Demo.start(0)) {
            port = demo.gateway().port("main");
        }
        try (TrialRun run = new TrialRun(new PrintWriter(out))) {
            assertThat(run.run(List.of(new Trial("gone", port, Trial.Ask.get("/"), 200, ""))))
                    .isFalse();
        }
    }
}
