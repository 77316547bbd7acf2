package io.highgate.store.contract;

import io.highgate.store.news.NewsStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every store of news promises. */
public abstract class NewsContract {

    private static final String PROBE = "is anybody there?";
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String channel = "news-" + COUNTER.incrementAndGet();

    /** The store as one process has it. */
    protected abstract NewsStore store();

    /** The same store as another process has it. */
    protected abstract NewsStore other();

    /** What is heard there from now on, without probes; comes back when it hears. */
    private List<String> heard(NewsStore store, String of) {
        List<String> all = new CopyOnWriteArrayList<>();
        AtomicInteger probes = new AtomicInteger();
        store.follow(of, text -> {
            if (text.equals(PROBE)) {
                probes.incrementAndGet();
            } else {
                all.add(text);
            }
        });
        until("the listener hears", () -> {
            done(store().tell(of, PROBE));
            return probes.get() > 0;
        });
        return all;
    }

    @Test
    void tellsAllAndTheTellerOnceEach() {
        List<String> here = heard(store(), channel);
        List<String> there = heard(other(), channel);
        List<String> thereToo = heard(other(), channel);
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "text " + i).toList();

        texts.forEach(it -> done(store().tell(channel, it)));
        done(store().tell(channel, "the end"));

        for (List<String> all : List.of(here, there, thereToo)) {
            until("the end is heard", () -> all.contains("the end"));
            assertThat(all).hasSize(101).startsWith("text 0", "text 1").containsAll(texts);
        }
    }

    @Test
    void tellsOfOneChannelOnly() {
        List<String> here = heard(store(), channel);
        List<String> elsewhere = heard(store(), channel + "-other");

        done(other().tell(channel + "-other", "elsewhere"));
        done(other().tell(channel, "here"));

        until("both are heard", () -> !here.isEmpty() && !elsewhere.isEmpty());
        assertThat(here).containsExactly("here");
        assertThat(elsewhere).containsExactly("elsewhere");
    }

    @Test
    void nobodyNeedsToListen() {
        assertThat(done(store().tell(channel, "nobody hears this"))).isNull();
    }

    @Test
    void keepsTextsAsTheyAre() {
        String text = "Grüße, 网关 \uD83D\uDE80\n\u0000" + "long ".repeat(50_000);
        List<String> there = heard(other(), channel);

        done(store().tell(channel, text));
        done(store().tell(channel, ""));

        until("both are heard", () -> there.size() == 2);
        assertThat(there).containsExactly(text, "");
    }

    @Test
    void aListenerWithADefectDoesNotDisturbOthers() {
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        Thread.currentThread().setUncaughtExceptionHandler((thread, expected) -> {});
        try {
            store().follow(channel, text -> {
                throw new IllegalStateException("a defect of a test's listener");
            });
            List<String> there = heard(other(), channel);
            done(store().tell(channel, "still heard"));
            until("it is heard", () -> there.contains("still heard"));
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
    }
}
