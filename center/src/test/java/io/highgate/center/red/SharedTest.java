package io.highgate.center.red;

import io.highgate.store.StoreAwayException;
import io.highgate.store.memory.MemoryNews;
import io.highgate.store.news.NewsStore;
import io.highgate.testkit.FakeTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Centers count what any of them was told. */
class SharedTest {

    private static final Span.Details DETAILS = new Span.Details("p", "r", "10.0.0.7:80", "GET", "edge");

    private final FakeTime time = new FakeTime();
    private final NewsStore news = new MemoryNews();
    private final Red red = new Red(time);
    private final Red other = new Red(time);

    private Shared shared(Red red, NewsStore news, String name) {
        Shared shared = new Shared(red, news, name, () -> 0, Runnable::run);
        shared.start();
        return shared;
    }

    private static Report report(String cell, double durationMs) {
        return Report.of(new Span("t", "s", cell, "/p", 200, durationMs, 17, DETAILS));
    }

    @Test
    void eachCenterAnswersAlike() {
        Shared one = shared(red, news, "a");
        Shared two = shared(other, news, "b");

        one.tell(report("crm", 12.345), "");
        two.tell(report("crm", 99.9), "");

        assertThat(red.of("crm").total()).isEqualTo(2);
        assertThat(other.all()).isEqualTo(red.all());
        assertThat(other.trace("t")).containsExactlyInAnyOrderElementsOf(red.trace("t"));
    }

    @Test
    void countsHereWhileTheStoreIsAway() {
        Shared shared = shared(
                red,
                new NewsStore() {
                    @Override
                    public CompletionStage<Void> tell(String channel, String text) {
                        return CompletableFuture.failedStage(new StoreAwayException("away", false, null));
                    }

                    @Override
                    public void follow(String channel, Consumer<String> listener) {}
                },
                "a");

        shared.tell(report("crm", 1), "");
        shared.tell(report("crm", 1), "");

        assertThat(red.of("crm").total()).isEqualTo(2);
    }

    @Test
    void whatIsNoReportIsNotCounted() {
        shared(red, news, "a").tell(report("crm", 1), "");

        news.tell("red", "garbage");
        news.tell("red", "[]");
        news.tell("red", "{\"cells\":[{\"cell\":\"crm\",\"total\":1,\"failed\":0}]}");
        news.tell("red", "{\"center\":\"b\",\"cells\":[{\"cell\":\"crm\",\"total\":1,\"failed\":2}]}");

        assertThat(red.of("crm").total()).isEqualTo(1);
    }

    @Test
    void aReportThatIsSentAgainCountsOnceWhoeverIsAsked() {
        Shared one = shared(red, news, "a");
        Shared two = shared(other, news, "b");

        one.tell(report("crm", 1), "key hk-1 7");
        one.tell(report("crm", 1), "key hk-1 7");
        two.tell(report("crm", 1), "key hk-1 7");
        two.tell(report("crm", 1), "key hk-2 7");
        one.tell(report("crm", 1), "key hk-1 8");

        assertThat(red.of("crm").total()).isEqualTo(3);
        assertThat(other.of("crm").total()).isEqualTo(3);
    }

    @Test
    void idsAreForgottenOneByOne() {
        Known known = new Known();
        for (int i = 0; i < 20_001; i++) {
            assertThat(known.isNew("report " + i)).isTrue();
        }

        assertThat(known.isNew("report 20000")).isFalse();
        assertThat(known.isNew("report 1")).isFalse();
        assertThat(known.isNew("report 0")).isTrue();
    }
}
