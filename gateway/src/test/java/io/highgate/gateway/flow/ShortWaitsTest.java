package io.highgate.gateway.flow;

import io.highgate.testkit.FakeTime;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShortWaitsTest {

    private final FakeTime time = new FakeTime();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final ShortWaits waits = new ShortWaits(channel.eventLoop(), time, Duration.ofMillis(10));
    private final List<String> over = new ArrayList<>();

    @BeforeEach
    void stopTheClock() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.close();
    }

    private void pass(long millis) {
        time.pass(Duration.ofMillis(millis));
        channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private ShortWaits.Wait begin(String name) {
        return waits.begin(() -> over.add(name));
    }

    @Test
    void eachIsOverWhenItsTimeIsUpAndNotBefore() {
        begin("one");
        pass(4);
        begin("two");
        pass(5);
        assertThat(over).isEmpty();
        pass(1);
        assertThat(over).containsExactly("one");
        pass(3);
        assertThat(over).containsExactly("one");
        pass(1);
        assertThat(over).containsExactly("one", "two");
        pass(100);
        assertThat(over).hasSize(2);
    }

    @Test
    void whatIsCancelledIsNeverOver() {
        ShortWaits.Wait first = begin("one");
        begin("two");
        begin("three").cancel();
        pass(5);
        begin("four");
        first.cancel();
        first.cancel();
        pass(5);
        assertThat(over).containsExactly("two");
        pass(5);
        assertThat(over).containsExactly("two", "four");
    }

    @Test
    void oneMayBeginWhenAnotherIsOver() {
        waits.begin(() -> begin("second"));
        pass(10);
        assertThat(over).isEmpty();
        pass(10);
        assertThat(over).containsExactly("second");
        begin("third");
        pass(10);
        assertThat(over).containsExactly("second", "third");
    }

    @Test
    void aDefectOfOneIsNotTheOthers() {
        waits.begin(() -> {
            throw new IllegalStateException("a defect");
        });
        begin("two");
        pass(10);
        begin("three");
        pass(10);
        assertThat(over).containsExactly("two", "three");
    }
}
