package io.highgate.registries.nacos;

import io.highgate.base.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What is believed of lists that a server says. One that was started anew has forgotten all that is not
 * written down, until its clients have told it again: with gRPC within seconds, with beats (1.x) every 5 s.
 * So a list that is empty all at once, and each one behind a failure, takes nobody away for {@link #GRACE};
 * who is in it is believed at once. Confined to one thread.
 *
 * <pre>
 *               empty, or behind a failure             all are there again, or GRACE is over
 *   BELIEVING ------------------------------> DOUBTING ---------------------------------------> BELIEVING
 * </pre>
 */
final class Doubt<T> {

    /** Three beats of a client of 1.x. */
    static final Duration GRACE = Duration.ofSeconds(15);

    private final Ticker ticker;
    private final Function<T, String> key;
    private List<T> known = List.of();
    private boolean failed;
    private boolean doubting;
    private long until;

    Doubt(Ticker ticker, Function<T, String> key) {
        this.ticker = ticker;
        this.key = key;
    }

    /** Nothing was said. */
    void failed() {
        failed = true;
    }

    /** What to believe, now that this was said. */
    List<T> after(List<T> said) {
        long now = ticker.nanos();
        if (failed || !doubting && said.isEmpty() && !known.isEmpty()) {
            doubting = true;
            until = now + GRACE.toNanos();
        }
        failed = false;
        List<T> all = new ArrayList<>(said);
        Set<String> keys = new HashSet<>();
        said.forEach(it -> keys.add(key.apply(it)));
        known.stream().filter(it -> !keys.contains(key.apply(it))).forEach(all::add);
        doubting &= all.size() > said.size() && now - until < 0;
        known = doubting ? all : said;
        return known;
    }
}
