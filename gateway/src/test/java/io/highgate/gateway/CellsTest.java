package io.highgate.gateway;

import io.highgate.store.session.Session;
import io.highgate.testkit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Cells are asked under /api/v1/, as callers of the earlier system do. */
class CellsTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private final Origin origin = Origin.echoing();
    private final RunningGateway gateway = RunningGateway.of("""
            upstreams:
              crm: {cell: true, endpoints: ["127.0.0.1:%d"]}
              erp: {cell: true, endpoints: ["127.0.0.1:%1$d"]}
              gone: {cell: true, retry: {count: 0}, endpoints: ["127.0.0.1:1"]}
              hidden: {endpoints: ["127.0.0.1:%1$d"]}
            login: {}
            routes: [{name: own, path: "/api/v1/erp/{*x}", respond: {body: mine}}]
            """.formatted(origin.port()));

    @BeforeEach
    void oneIsLoggedInForTwoCells() {
        Instant now = Instant.now();
        List<String> cells = List.of("crm", "gone");
        Session session = new Session(TOKEN, "ada", "client", cells, now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
    }

    @AfterEach
    void close() {
        gateway.close();
        origin.close();
    }

    private String ask(String first, String fields) {
        return gateway.ask(
                first + " HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + TOKEN + "\r\n" + fields + "\r\n");
    }

    @Test
    void aCellIsAskedForWhatFollowsItsName() {
        assertThat(ask("GET /api/v1/crm/customers/7?x=1", "X-Trace-Id: t-1\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("GET /customers/7?x=1 HTTP/1.1")
                .containsPattern("X-Response-Time: \\d+\\.\\dms\r\n")
                .contains("X-Trace-Id: t-1\r\n")
                .containsPattern("X-Span-Id: [0-9a-f]{16}\r\n")
                .contains("X-Content-Type-Options: nosniff\r\n", "X-Frame-Options: DENY\r\n");
        assertThat(ask("GET /api/v1/crm", "")).contains("GET / HTTP/1.1");
    }

    @Test
    void theRequestsIdStandsInForATraceId() {
        assertThat(ask("GET /api/v1/crm/a", "X-Request-ID: r-7\r\n")).contains("X-Trace-Id: r-7\r\n");
    }

    @Test
    void aConfiguredRouteWins() {
        assertThat(ask("GET /api/v1/erp/x", "")).endsWith("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /api/v1/nobody/x | ''                                       | 503 | CELL_NOT_FOUND",
                "GET  | /api/v1/hidden/x | ''                                       | 503 | CELL_NOT_FOUND",
                "GET  | /api/v1/gone/x   | ''                                       | 502 | CELL_UNREACHABLE",
                "POST | /api/v1/crm/x    | 'Content-Length: 0'                      | 400 | MISSING_HEADER",
                "PUT  | /api/v1/crm/x    | 'Content-Length: 0;X-Request-ID: 1'      | 400 | MISSING_HEADER",
                "PATCH| /api/v1/crm/x    | 'Content-Length: 0;Content-Type: a/b'    | 400 | MISSING_HEADER",
                "POST | /api/v1/nobody/x | 'Content-Length: 0;Content-Type: a/b'    | 400 | MISSING_HEADER",
                "GET  | /api/v1/         | ''                                       | 404 | NO_ROUTE",
            })
    void whatIsWrongIsToldInTheWordsOfCells(String method, String path, String fields, int status, String code) {
        String lines = fields.isEmpty() ? "" : fields.replace(";", "\r\n") + "\r\n";
        assertThat(ask(method + " " + path, lines))
                .startsWith("HTTP/1.1 " + status)
                .contains("\"code\":\"" + code + "\"", "\"requestId\":");
    }

    @Test
    void whoIsNotLoggedInMayNotAsk() {
        assertThat(gateway.get("/api/v1/crm/x")).startsWith("HTTP/1.1 400").contains("MISSING_HEADER");
        String stranger = gateway.ask("GET /api/v1/crm/x HTTP/1.1\r\nHost: test\r\nAuthorization: Basic eDp5\r\n\r\n");
        assertThat(stranger).startsWith("HTTP/1.1 401").contains("UNAUTHORIZED", "X-Trace-Id: ");
    }

    @Test
    void aCallerMayAskItsOwnCellsOnly() {
        Instant now = Instant.now();
        String other = "11111111111111111111111111111111";
        Session session = new Session(other, "bob", "client", List.of("erp"), now, now.plus(Duration.ofHours(1)));
        gateway.stores().sessions().open(session).toCompletableFuture().join();
        String answer =
                gateway.ask("GET /api/v1/crm/x HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer " + other + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"FORBIDDEN\"", "the cell crm");
    }
}
