package io.highgate.gateway.listen.port;

import io.highgate.gateway.flow.Transport;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Two processes talk and hand descriptors over; here both are this one. */
@Timeout(20)
class LocalSocketTest {

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereThereAreNatives() {
        assumeTrue(Transport.best().adopts(), "needs epoll or io_uring");
    }

    @Test
    void linesAndADescriptorArriveInTheirOrder() throws Exception {
        Socket listening = listening();
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket one = LocalSocket.to(folder.resolve("meet"));
                LocalSocket other = port.accept()) {
            one.say("GIVE a b");
            one.give(listening.intValue());
            one.say("READY");

            assertThat(other.hear()).isEqualTo("GIVE a b");
            OpenPort received = Objects.requireNonNull(OpenPort.of(other.receive(), "a b"));
            assertThat(received.local()).isEqualTo(listening.localAddress());
            assertThat(received.descriptor()).isNotEqualTo(listening.intValue());
            assertThat(other.hear()).isEqualTo("READY");
            received.close();
        }
        listening.close();
    }

    @Test
    void bothEndsKnowWhoseTheOtherIs() throws Exception {
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket one = LocalSocket.to(folder.resolve("meet"));
                LocalSocket other = port.accept()) {
            int own = (Integer) Files.getAttribute(folder, "unix:uid");
            assertThat(one.peerUser()).isEqualTo(own);
            assertThat(other.peerUser()).isEqualTo(own);
        }
    }

    @Test
    void theMeetingPlaceIsItsOwnersAloneAndGoneAfterwards() throws Exception {
        Path meet = folder.resolve("meet");
        try (LocalPort port = LocalPort.at(meet, "beside")) {
            assertThat(port).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(meet)))
                    .isEqualTo("rw-------");
            assertThat(folder.resolve("beside")).doesNotExist();
        }
        assertThat(meet).doesNotExist();
    }

    @Test
    void whoPutsItsSocketInThePlaceOfAnotherKeepsIt() throws Exception {
        Path meet = folder.resolve("meet");
        LocalPort before = LocalPort.at(meet, "beside");
        try (LocalPort after = LocalPort.at(meet, "beside")) {
            before.close();
            try (LocalSocket one = LocalSocket.to(meet);
                    LocalSocket other = after.accept()) {
                one.say("x");
                assertThat(other.hear()).isEqualTo("x");
            }
        }
    }

    @Test
    void aPlaceWithoutASocketOrWithoutAnybodyIsNamed() throws Exception {
        assertThatThrownBy(() -> LocalSocket.to(folder.resolve("nothing")))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no such socket");
        Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> LocalSocket.to(folder.resolve("file")))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody answers there");
    }

    @Test
    void aPathThatIsTooLongForTheKernelIsRefused() {
        assertThatThrownBy(() -> LocalPort.at(folder.resolve("x".repeat(120)), "beside"))
                .hasMessageContaining("longer than 107");
    }

    @Test
    void silenceIsNotWaitedForLongAndAnEndlessLineIsNotRead() throws Exception {
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket one = LocalSocket.to(folder.resolve("meet"));
                LocalSocket other = port.accept()) {
            other.patience(Duration.ofMillis(50));
            assertThatThrownBy(other::hear).isInstanceOf(SocketTimeoutException.class);
            one.say("x".repeat(9000));
            assertThatThrownBy(other::hear).hasMessageContaining("another language");
        }
    }

    @Test
    void whatWasSaidBeforeTheEndIsHeard() throws Exception {
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside")) {
            LocalSocket one = LocalSocket.to(folder.resolve("meet"));
            try (LocalSocket other = port.accept()) {
                one.say("last");
                one.close();
                assertThat(other.hear()).isEqualTo("last");
                assertThatThrownBy(other::hear).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void octetsWithoutADescriptorAreNone() throws Exception {
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket one = LocalSocket.to(folder.resolve("meet"));
                LocalSocket other = port.accept()) {
            other.patience(Duration.ofMillis(100));
            one.say("no descriptor");
            assertThatThrownBy(other::receive).isInstanceOf(IOException.class);
        }
    }

    @Test
    void onlyATcpPortThatListensIsInherited() throws Exception {
        Socket silent = Socket.newSocketStream();
        assertThat(OpenPort.of(silent.intValue(), "")).isNull();
        silent.close();
        try (LocalPort port = LocalPort.at(folder.resolve("meet"), "beside");
                LocalSocket one = LocalSocket.to(folder.resolve("meet"));
                LocalSocket other = port.accept()) {
            Socket local = Socket.newSocketDomain();
            local.bind(new DomainSocketAddress(folder.resolve("local").toString()));
            local.listen(1);
            one.give(local.intValue());
            assertThat(OpenPort.of(other.receive(), "")).isNull();
            local.close();
        }
        assertThat(OpenPort.of(0, "")).isNull();
        assertThat(OpenPort.of(4711, "")).isNull();
    }

    @Test
    void aNoticeArrivesAsOneMessage() throws Exception {
        Socket supervisor = Socket.newSocketDomainDgram();
        supervisor.bind(new DomainSocketAddress(folder.resolve("notify").toString()));
        Notice.send(folder.resolve("notify").toString(), "READY=1\nMAINPID=7\n");
        ByteBuffer got = ByteBuffer.allocateDirect(100);
        int octets = supervisor.recv(got, 0, 100);
        byte[] text = new byte[octets];
        got.get(0, text);
        supervisor.close();

        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("READY=1\nMAINPID=7\n");
        assertThatThrownBy(() -> Notice.send(folder.resolve("nobody").toString(), "READY=1"))
                .isInstanceOf(IOException.class);
    }

    static Socket listening() throws IOException {
        Socket socket = Socket.newSocketStream();
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.listen(1);
        return socket;
    }
}
