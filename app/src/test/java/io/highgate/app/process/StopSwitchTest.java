package io.highgate.app.process;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StopSwitchTest {

    private final AtomicInteger halted = new AtomicInteger();
    private final StopSwitch stop = new StopSwitch(halted::incrementAndGet);

    @Test
    void theFirstPressAsksForAnOrderlyEnd() throws InterruptedException {
        stop.press();
        stop.await();

        assertThat(halted).hasValue(0);
    }

    @Test
    void theSecondPressEndsTheProcessAtOnce() {
        stop.press();
        stop.press();

        assertThat(halted).hasValue(1);
    }
}
