package io.highgate.gateway;

import io.highgate.gateway.center.Book;
import io.highgate.gateway.center.ScriptedCenter;
import io.highgate.testkit.Await;
import io.highgate.testkit.Origin;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A thousand cells of ten instances each: one more is routed as if there were few. */
@Timeout(120)
class ManyCellsTest {

    private static final int CELLS = 1_000;
    private static final int INSTANCES = 10;

    /** Far above what it takes, for machines that have other things to do. */
    private static final Duration BOUND = Duration.ofSeconds(5);

    @Test
    void oneCellMoreIsRoutedWithinAMoment() {
        try (ScriptedCenter center = new ScriptedCenter();
                Origin one = Origin.echoing()) {
            List<Listed> all = new ArrayList<>();
            for (int i = 0; i < CELLS * INSTANCES; i++) {
                all.add(Book.up("cell-" + i % CELLS, 20_000 + i));
            }
            center.change(all, List.of());
            try (RunningGateway gateway = RunningGateway.of("center: {urls: ['" + center.url() + "']}\n")) {
                Await.until(
                        "all are known",
                        () -> gateway.gateway().snapshot().upstreams().size() == CELLS);
                for (int i = 0; i < 5; i++) {
                    String cell = "more-" + i;
                    center.change(List.of(Book.up(cell, one.port())), List.of());
                    Await.until(
                            "it is routed",
                            BOUND,
                            () -> gateway.ask("GET /api/v1/" + cell
                                            + "/ HTTP/1.1\r\nHost: t\r\nAuthorization: Basic eDp5\r\n\r\n")
                                    .startsWith("HTTP/1.1 200"));
                }
                assertThat(gateway.gateway().snapshot().upstreams()).hasSize(CELLS + 5);
            }
        }
    }
}
