package io.highgate.gateway;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A resolver that hangs delays names, and nothing else. */
@Timeout(30)
class SlowNamesTest {

    @AfterEach
    void letGo() {
        HangingNames.release();
    }

    /** Names were looked up on the threads that answer the management port: /livez hung with the resolver. */
    @Test
    void theManagementPortAnswersWhileNoNameResolves() {
        try (RunningGateway gateway = RunningGateway.of("""
            upstreams: {lost: {endpoints: ["a.hangs.test:80", "b.hangs.test:80", "c.hangs.test:80", "d.hangs.test:80"]}}
            routes:
              - {name: lost, path: /lost, upstream: lost}
              - {name: here, path: /here, respond: {body: hi}}
            """)) {
            assertThat(gateway.manage("GET", "/livez")).startsWith("HTTP/1.1 200");
            assertThat(gateway.manage("GET", "/-/endpoints")).contains("a.hangs.test:80");
            assertThat(gateway.get("/here")).endsWith("hi");
            assertThat(gateway.get("/lost")).startsWith("HTTP/1.1 503 ").contains("NO_ENDPOINT");
        }
    }
}
