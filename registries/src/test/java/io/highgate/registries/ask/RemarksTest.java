package io.highgate.registries.ask;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class RemarksTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Remarks.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Remarks remarks = new Remarks("consul http://a");

    @BeforeEach
    void begin() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        logger.detachAppender(log);
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void eachThingIsSaidOnce() {
        remarks.say("x has no port");
        remarks.say("y has no port");
        remarks.say("x has no port");

        assertThat(lines()).containsExactly("consul http://a: x has no port", "consul http://a: y has no port");
    }

    @Test
    void nobodyBreaksALineOrFillsTheLog() {
        remarks.say("a\nERROR b\u001b[2J\u2028c");
        remarks.say("x".repeat(100_000));
        for (int i = 0; i < 1_000; i++) {
            remarks.say("remark " + i);
        }

        assertThat(lines().getFirst()).isEqualTo("consul http://a: a?ERROR b?[2J?c");
        assertThat(lines().get(1)).hasSizeLessThan(500);
        assertThat(lines()).hasSize(Remarks.MOST);
    }
}
