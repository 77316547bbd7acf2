package io.highgate.store.memory;

import io.highgate.store.contract.SessionContract;
import io.highgate.store.session.Session;
import io.highgate.store.session.SessionStore;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static org.assertj.core.api.Assertions.assertThat;

class MemorySessionsTest extends SessionContract {

    private final FakeTime time = new FakeTime();
    private final SessionStore store = new MemorySessions(() -> Instant.EPOCH.plusNanos(time.nanos()), 1_000);

    @Override
    protected SessionStore store() {
        return store;
    }

    @Override
    protected void pass(Duration passed) {
        time.pass(passed);
    }

    @Override
    protected Instant now() {
        return Instant.EPOCH.plusNanos(time.nanos());
    }

    @Test
    void whoExpiresSoonestGoesWhenThereAreTooMany() {
        MemorySessions few = new MemorySessions(this::now, 2);
        few.open(of("a", 30));
        few.open(of("b", 10));
        few.open(of("c", 20));
        assertThat(few.size()).isEqualTo(2);
        assertThat(done(few.find("b"))).isNull();
        assertThat(done(few.of("joe"))).hasSize(2);
    }

    private Session of(String token, int seconds) {
        return new Session(token, "joe", "client", List.of(), now(), now().plusSeconds(seconds));
    }
}
