package io.highgate.center.simulation;

import io.highgate.store.StoreAwayException;
import io.highgate.testkit.Simulation;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What becomes of messages between a simulated process and what it talks to. Confined to the test's thread. */
final class Weather {

    private static final Duration GIVES_UP = Duration.ofMillis(300);

    private final SplittableRandom random;
    private boolean fair;

    Weather(SplittableRandom random) {
        this.random = random;
    }

    /** From now on everything arrives. */
    void clear() {
        fair = true;
    }

    boolean isFair() {
        return fair;
    }

    Duration delay() {
        boolean slow = !fair && random.nextInt(20) == 0;
        return Duration.ofMillis(slow ? random.nextInt(200) : random.nextInt(3));
    }

    boolean drops() {
        return !fair && random.nextInt(50) == 0;
    }

    /** A call to the store: it may be late, not arrive, or be done without anybody hearing of it. */
    <T extends @Nullable Object> CompletionStage<T> call(
            Simulation.Node node, boolean cut, Supplier<CompletionStage<T>> store) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (cut || drops()) {
            node.after(GIVES_UP, () -> answer.completeExceptionally(new StoreAwayException("cut off", true, null)));
            return answer;
        }
        Duration there = delay();
        Duration back = delay();
        boolean unheard = drops();
        node.after(
                there,
                () -> store.get()
                        .whenComplete((value, failure) -> node.after(unheard ? GIVES_UP : back, () -> {
                            if (failure != null || unheard) {
                                answer.completeExceptionally(
                                        failure != null ? failure : new StoreAwayException("unheard", false, null));
                            } else {
                                answer.complete(value);
                            }
                        })));
        return answer;
    }
}
