package io.highgate.registries.ask;

import io.highgate.registries.Follower;
import io.highgate.registries.Heard;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ToldTest {

    private static final List<Listed> ONE =
            List.of(new Listed(Instance.at("orders", "10.0.0.1", 80), InstanceState.UP));

    private final Heard heard = new Heard();
    private final Told told = new Told(heard);

    @Test
    void theSameIsToldOnce() {
        told.found(ONE);
        told.found(List.copyOf(ONE));
        told.found(List.of());

        assertThat(heard.all()).containsExactly(ONE, List.of());
    }

    @Test
    void thatThereIsNothingIsToldToo() {
        told.found(List.of());

        assertThat(heard.all()).containsExactly(List.of());
    }

    @Test
    void aProblemIsToldOnceForEachReasonUntilSomethingIsFound() {
        told.found(ONE);
        told.failed("away");
        told.failed("away");
        told.failed("refused");
        told.found(ONE);
        told.failed("refused");

        assertThat(heard.problems()).containsExactly("away", "refused", "refused");
        assertThat(heard.all()).containsExactly(ONE, ONE);
    }

    @Test
    void whoHasEndedHearsNothing() {
        told.end();
        told.found(ONE);
        told.failed("away");

        assertThat(heard.all()).isEmpty();
        assertThat(heard.problems()).isEmpty();
    }

    @Test
    void aFollowerThatFailsHearsWhatComesNext() {
        List<List<Listed>> found = new ArrayList<>();
        Told failing = new Told(new Follower() {
            @Override
            public void found(List<Listed> instances) {
                found.add(instances);
                throw new IllegalStateException("a defect");
            }

            @Override
            public void failed(String problem) {}
        });
        failing.found(ONE);
        failing.found(List.of());

        assertThat(found).containsExactly(ONE, List.of());
    }

    @Test
    void servicesAreToldWhenTheyChangeAndNotAfterTheEnd() {
        List<Set<Sought>> found = new ArrayList<>();
        ToldServices services = new ToldServices(found::add);
        services.found(Set.of(Sought.of("a")));
        services.found(Set.of(Sought.of("a")));
        services.found(Set.of());
        services.end();
        services.found(Set.of(Sought.of("b")));

        assertThat(found).containsExactly(Set.of(Sought.of("a")), Set.of());
    }
}
