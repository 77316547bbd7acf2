package io.highgate.gateway.center;

import io.highgate.testkit.FakeTime;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which cells are upstreams. */
class CellSetTest {

    private final FakeTime time = new FakeTime();
    private final CellSet cells = new CellSet();

    private Map<String, Boolean> look(Listed... listed) {
        return cells.look(Registry.of(null, List.of(listed)), time.nanos());
    }

    private static Listed secure(String cell, int port) {
        Instance i = Instance.at(cell, "10.0.0.1", port);
        return new Listed(
                new Instance(
                        cell, i.id(), i.host(), port, true, 1, null, null, List.of(), Instance.USUAL_HEALTH, Map.of()),
                InstanceState.UP);
    }

    @Test
    void oneThatComesAndGoesStaysForAWhile() {
        assertThat(look(Book.up("crm", 1))).containsOnlyKeys("crm");
        assertThat(look()).containsOnlyKeys("crm");
        assertThat(cells.lingers()).isTrue();
        time.pass(Duration.ofSeconds(20));
        assertThat(look(Book.up("crm", 1))).containsOnlyKeys("crm");
        assertThat(cells.lingers()).isFalse();
        time.pass(Duration.ofSeconds(20));
        assertThat(look()).containsOnlyKeys("crm");
        time.pass(CellSet.LINGER);
        assertThat(look()).isEmpty();
        assertThat(cells.lingers()).isFalse();
    }

    @Test
    void mostOfThemSayWhetherConnectionsAreEncrypted() {
        assertThat(look(secure("crm", 1), secure("crm", 2), Book.up("crm", 3))).containsEntry("crm", true);
        assertThat(look(secure("crm", 1), Book.up("crm", 3))).containsEntry("crm", false);
        assertThat(look(secure("crm", 1), Book.in(InstanceState.DRAINING, Book.up("crm", 3))))
                .containsEntry("crm", true);
    }

    @Test
    void strangeNamesAndTooManyAreNoUpstreams() {
        assertThat(look(Book.up("CRM", 1), Book.up("a b", 1), Book.up("../x", 1), Book.up("", 1)))
                .isEmpty();
        List<Listed> many = new ArrayList<>();
        for (int i = 0; i < CellSet.MOST + 5; i++) {
            many.add(Book.up("c" + i, 1));
        }
        assertThat(look(many.toArray(Listed[]::new))).hasSize(CellSet.MOST);
    }
}
