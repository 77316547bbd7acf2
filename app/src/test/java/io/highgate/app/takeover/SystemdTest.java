package io.highgate.app.takeover;

import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

class SystemdTest {

    private static final long PID = 4711;

    @Test
    void socketsOfAnotherProcessAreNotTouched() {
        assertThat(sockets(Map.of("LISTEN_FDS", "2")).isKept()).isFalse();
        assertThat(sockets(Map.of("LISTEN_PID", "4712", "LISTEN_FDS", "2")).isKept())
                .isFalse();
    }

    @Test
    void aCountThatIsNoneIsNotBelieved() {
        for (String count : new String[] {"", "-1", "many", "99", "1000000"}) {
            assertThat(sockets(Map.of("LISTEN_PID", "4711", "LISTEN_FDS", count))
                            .isKept())
                    .as(count)
                    .isFalse();
        }
    }

    @Test
    void aSupervisorThatDoesNotListenHarmsNobody() {
        assertThatCode(() -> new Systemd(Map.of(), PID).ready()).doesNotThrowAnyException();
        assertThatCode(() -> new Systemd(Map.of("NOTIFY_SOCKET", "/nobody/there"), PID).ready())
                .doesNotThrowAnyException();
    }

    private static io.highgate.gateway.listen.port.Inheritance sockets(Map<String, String> environment) {
        return new Systemd(environment, PID).sockets();
    }
}
