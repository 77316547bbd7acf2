package io.highgate.store.redis.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Many things in parts that are asked one after the other; the first that fails is the last. Immutable. */
record Parts<T>(List<T> all, int most) {

    static <T> Parts<T> of(Collection<T> all, int most) {
        return new Parts<>(List.copyOf(all), most);
    }

    /** What is answered to all parts, together. */
    <R> CompletionStage<List<R>> ask(Function<List<T>, CompletionStage<List<R>>> question) {
        CompletionStage<List<R>> answers = CompletableFuture.completedStage(new ArrayList<>());
        for (int i = 0; i < all.size(); i += most) {
            List<T> part = all.subList(i, Math.min(all.size(), i + most));
            answers = answers.thenCompose(before -> question.apply(part).thenApply(more -> {
                before.addAll(more);
                return before;
            }));
        }
        return answers;
    }
}
