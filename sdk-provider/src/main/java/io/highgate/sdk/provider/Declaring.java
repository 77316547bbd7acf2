package io.highgate.sdk.provider;

import io.highgate.sdk.provider.declare.Declaration;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which interface is declared to the center next, and when: each once after the service was registered, for
 * a center that has forgotten the service has forgotten them, too. Never in the way of beats. Confined to
 * one thread.
 */
final class Declaring {

    /** After a refusal, and between two rounds through all. */
    static final Duration AGAIN = Duration.ofSeconds(30);

    private final List<Declaration> all;
    private int next;
    private long due;
    private boolean begun;

    Declaring(List<Declaration> all) {
        this.all = List.copyOf(all);
        this.next = this.all.size();
    }

    /** The center has taken the service: everything is to be declared (again). */
    void registered(long now) {
        next = 0;
        due = begun && due - now > 0 ? due : now;
        begun = true;
    }

    /** The next one, or null if all are known to the center. */
    @Nullable
    Declaration pending() {
        return next < all.size() ? all.get(next) : null;
    }

    /** When the next one is to be declared. */
    long due() {
        return due;
    }

    /** What became of it; a sentence if the center did not take it. */
    @Nullable
    String after(Answer answer, long now) {
        String refusal = refusal(answer);
        if (refusal == null) {
            next++;
        }
        due = refusal == null && next < all.size() ? now : now + AGAIN.toNanos();
        return refusal;
    }

    /** These paths answer 200 for everything and say in the body whether it is well: {@code code} is 1. */
    private static @Nullable String refusal(Answer answer) {
        if (!answer.isGood()) {
            return answer.told();
        }
        try {
            Fields fields = Fields.read(answer.body());
            return fields.numberOr("code", 0, 1, 0) == 1 ? null : fields.textOr("msg", "it does not say why");
        } catch (JsonException other) {
            return "its answer is not JSON: " + other.getMessage();
        }
    }
}
