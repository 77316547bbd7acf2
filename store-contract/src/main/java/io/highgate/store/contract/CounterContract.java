package io.highgate.store.contract;

import io.highgate.store.counter.Counted;
import io.highgate.store.counter.CounterStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every store of counters promises. */
public abstract class CounterContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String key = "counter-" + COUNTER.incrementAndGet();

    protected abstract CounterStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    @Test
    void counts() {
        assertThat(done(store().add(key, 1, MINUTE)).value()).isEqualTo(1);
        Counted counted = done(store().add(key, 41, MINUTE));
        assertThat(counted.value()).isEqualTo(42);
        assertThat(counted.left()).isPositive().isLessThanOrEqualTo(MINUTE);
    }

    @Test
    void endsItsTimeAfterTheFirst() {
        done(store().add(key, 1, Duration.ofMillis(400)));
        pass(Duration.ofMillis(200));
        assertThat(done(store().add(key, 1, MINUTE)).left()).isLessThanOrEqualTo(Duration.ofMillis(400));
        pass(Duration.ofMillis(200));
        until(
                "the counter begins again",
                () -> done(store().add(key, 1, MINUTE)).value() == 1
                        || done(store().add(key, 0, MINUTE)).left().compareTo(Duration.ofSeconds(1)) > 0);
    }

    @Test
    void beginsAgainWhenItIsReset() {
        done(store().add(key, 5, MINUTE));
        done(store().reset(key));
        assertThat(done(store().add(key, 1, MINUTE)).value()).isEqualTo(1);
    }

    @Test
    void losesNothingWhenManyCountAtOnce() {
        List<CompletableFuture<Counted>> all = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> store().add(key, 1, MINUTE).toCompletableFuture())
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(done(store().add(key, 0, MINUTE)).value()).isEqualTo(500);
    }
}
