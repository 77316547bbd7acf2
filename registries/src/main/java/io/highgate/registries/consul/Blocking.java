package io.highgate.registries.consul;

import io.highgate.model.spec.ConsulSpec;
import io.highgate.registries.Means;
import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Question;
import io.highgate.registries.ask.Round;
import io.highgate.registries.ask.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One blocking query, again and again: Consul answers when something has changed, or the wait is over. There
 * are not more than five a second, whatever happens there. Confined to one thread.
 */
final class Blocking implements Round {

    /** Between the beginnings of two questions; Consul's own clients bound themselves in the same way. */
    static final Duration LEAST = Duration.ofMillis(200);

    /** Consul waits longer by up to a sixteenth, so that not all come back at once. */
    private static final int SPREAD = 16;

    /** More is not done there. */
    private static final Duration MOST_BLOCK = Duration.ofMinutes(10);

    private final ConsulSpec spec;
    private final Door door;
    private final Means means;
    private final String path;
    private final List<String> query;
    private final Reader reader;
    private final Consumer<String> failed;
    private Index index = Index.NONE;
    private @Nullable URI server;

    /** Who understands the answers, and tells of them. */
    @FunctionalInterface
    interface Reader {
        void read(Answer answer) throws Unanswered;
    }

    /** @param query its pairs, encoded; more are added */
    Blocking(
            ConsulSpec spec,
            Door door,
            Means means,
            String path,
            List<String> query,
            Reader reader,
            Consumer<String> failed) {
        this.spec = spec;
        this.door = door;
        this.means = means;
        this.path = path;
        this.query = query;
        this.reader = reader;
        this.failed = failed;
    }

    @Override
    public Duration ask(URI from) throws Unanswered, InterruptedException {
        if (!from.equals(server)) {
            index = Index.NONE;
            server = from;
        }
        long begin = means.ticker().nanos();
        try {
            Answer answer = door.ask(question(from)).good();
            Index next = index.after(answer);
            reader.read(answer);
            index = next;
        } catch (Unanswered e) {
            index = Index.NONE;
            throw e;
        }
        long left = LEAST.toNanos() - (means.ticker().nanos() - begin);
        return Duration.ofNanos(Math.max(0, left));
    }

    private Question question(URI from) {
        List<String> pairs = new ArrayList<>(query);
        Duration timeout = spec.timeout();
        if (spec.datacenter() != null) {
            pairs.add("dc=" + Question.encoded(spec.datacenter()));
        }
        if (index.value() > 0) {
            long millis = Math.clamp(spec.blockFor().toMillis(), LEAST.toMillis(), MOST_BLOCK.toMillis());
            pairs.add("index=" + index.value());
            pairs.add("wait=" + millis + "ms");
            timeout = timeout.plusMillis(millis + millis / SPREAD);
        }
        String whole = pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
        Question question = Question.get(from, whole, timeout);
        return spec.token() == null
                ? question
                : question.with("X-Consul-Token", spec.token().reveal());
    }

    @Override
    public void failed(String problem) {
        failed.accept(problem);
    }
}
