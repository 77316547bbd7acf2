package io.highgate.gateway.listen.port;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.flow.Transport;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class InheritanceTest {

    private static final HostPort ELSEWHERE = HostPort.parse("127.0.0.1:1");

    @BeforeEach
    void onlyWhereThereAreNatives() {
        assumeTrue(Transport.best().adopts(), "needs epoll or io_uring");
    }

    @Test
    void aPortIsMeantByItsNameOrTheAddressThatWasAskedForOrTheOneItHas() {
        OpenPort port = new OpenPort(9, "web", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8000));
        assertThat(port.isMeantBy("web", ELSEWHERE)).isTrue();
        assertThat(port.isMeantBy("main", HostPort.parse("127.0.0.1:8000"))).isTrue();
        assertThat(port.isMeantBy("main", HostPort.parse("127.0.0.1:8001"))).isFalse();
        assertThat(port.isMeantBy("main", HostPort.parse("127.0.0.2:8000"))).isFalse();
        assertThat(port.isMeantBy("main", HostPort.parse("0.0.0.0:8000"))).isFalse();
        OpenPort asked = new OpenPort(9, "127.0.0.1:0", new InetSocketAddress(InetAddress.getLoopbackAddress(), 8000));
        assertThat(asked.isMeantBy("main", HostPort.parse("127.0.0.1:0"))).isTrue();
    }

    @Test
    void allAddressesAreTheSameInBothFamilies() {
        OpenPort six = new OpenPort(9, "", new InetSocketAddress(InetAddress.ofLiteral("::"), 8000));
        assertThat(six.isMeantBy("main", HostPort.parse("0.0.0.0:8000"))).isTrue();
        assertThat(six.isMeantBy("main", HostPort.parse("127.0.0.1:8000"))).isFalse();
    }

    @Test
    void eachPortIsTakenOnce() {
        Inheritance inherited = Inheritance.from(
                List.of(new OpenPort(9, "web", new InetSocketAddress(InetAddress.ofLiteral("::"), 8000))));
        assertThat(inherited.take("other", ELSEWHERE)).isNull();
        assertThat(inherited.take("web", ELSEWHERE)).isNotNull();
        assertThat(inherited.take("web", ELSEWHERE)).isNull();
        assertThat(inherited.closeRest()).isEmpty();
    }

    @Test
    void whatNobodyTakesIsClosedAndNamed() throws IOException {
        Socket socket = LocalSocketTest.listening();
        OpenPort port = new OpenPort(socket.intValue(), "", socket.localAddress());
        assertThat(Inheritance.lent(List.of(port)).closeRest())
                .singleElement()
                .asString()
                .contains("127.0.0.1");
        assertThat(OpenPort.of(socket.intValue(), "")).isNull();
    }

    @Test
    void onlyWhatIsLentIsKeptByAnother() {
        OpenPort port = new OpenPort(9, "", new InetSocketAddress(InetAddress.ofLiteral("::"), 8000));
        assertThat(Inheritance.lent(List.of(port)).isKept()).isTrue();
        assertThat(Inheritance.lent(List.of()).isKept()).isFalse();
        assertThat(Inheritance.from(List.of(port)).isKept()).isFalse();
    }
}
