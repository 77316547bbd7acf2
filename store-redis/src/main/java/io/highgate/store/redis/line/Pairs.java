package io.highgate.store.redis.line;

import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** Connections that are of use only together. Stateless. */
final class Pairs {

    private Pairs() {}

    /** What is made of both; if one of them fails, the other is closed. */
    static <A extends StatefulConnection<?, ?>, B extends StatefulConnection<?, ?>, T> CompletionStage<T> both(
            CompletionStage<A> first, CompletionStage<B> second, BiFunction<A, B, T> together) {
        CompletionStage<T> made = first.thenCombine(second, together);
        return made.whenComplete((value, failure) -> {
            if (failure != null) {
                first.thenAccept(StatefulConnection::closeAsync);
                second.thenAccept(StatefulConnection::closeAsync);
            }
        });
    }
}
