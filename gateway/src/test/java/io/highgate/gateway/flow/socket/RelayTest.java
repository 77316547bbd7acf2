package io.highgate.gateway.flow.socket;

import io.highgate.gateway.SocketFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RelayTest {

    private static final long PAYLOAD = 0x3132333435363738L;
    private static final String ANSWER = "12345678";

    private final StringBuilder passed = new StringBuilder();
    private final Relay relay = new Relay(ByteBufAllocator.DEFAULT, this::pass);

    private void pass(ByteBuf octets) {
        passed.append(octets.toString(StandardCharsets.ISO_8859_1));
        octets.release();
    }

    private boolean take(String octets) {
        return relay.take(Unpooled.wrappedBuffer(octets.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private boolean takeCut(String octets, int size) {
        boolean any = false;
        for (int at = 0; at < octets.length(); at += size) {
            any |= take(octets.substring(at, Math.min(at + size, octets.length())));
        }
        return any;
    }

    private static ByteBuf close() {
        return Control.close(ByteBufAllocator.DEFAULT, Control.GOING_AWAY, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void thePongThatIsExpectedIsTakenOut(int size) {
        String before = SocketFrame.client(SocketFrame.TEXT, "before");
        String behind = SocketFrame.client(SocketFrame.TEXT, "behind");
        relay.expectPong(PAYLOAD);
        takeCut(before + SocketFrame.client(SocketFrame.PONG, ANSWER) + behind, size);
        assertThat(passed).hasToString(before + behind);
        assertThat(relay.frames().takeMessages()).isEqualTo(2);
    }

    @Test
    void aPongAloneIsNothingThatWasSaid() {
        relay.expectPong(PAYLOAD);
        assertThat(take(SocketFrame.server(SocketFrame.PONG, ANSWER))).isFalse();
        assertThat(take(SocketFrame.server(SocketFrame.PONG, ANSWER)))
                .as("nobody expects it twice")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1234567", "12345679", "123456789"})
    void theirOwnPongsPass(String payload) {
        relay.expectPong(PAYLOAD);
        String pong = SocketFrame.client(SocketFrame.PONG, payload);
        takeCut(pong, 1);
        assertThat(passed).hasToString(pong);
    }

    @Test
    void whatLooksLikeAPongInsideAMessagePasses() {
        relay.expectPong(PAYLOAD);
        String message = SocketFrame.server(SocketFrame.BINARY, SocketFrame.server(SocketFrame.PONG, ANSWER));
        takeCut(message, 2);
        assertThat(passed).hasToString(message);
    }

    @Test
    void halfAPongPassesWhenNothingFollows() {
        relay.expectPong(PAYLOAD);
        take("\u008a\u0008" + "12");
        assertThat(passed).isEmpty();
        relay.end();
        assertThat(passed).hasToString("\u008a\u000812");
    }

    @Test
    void theFarewellWaitsForTheEndOfTheFrame() {
        String frame = SocketFrame.server(SocketFrame.TEXT, "hello");
        take(frame.substring(0, 4));
        relay.leave(close());
        assertThat(relay.mayInsert()).isFalse();
        take(frame.substring(4) + frame);
        assertThat(passed).hasToString(frame + "\u0088\u0002\u0003\u00e9");
    }

    @Test
    void behindTheirCloseFrameNoOtherComes() {
        String theirs = SocketFrame.server(SocketFrame.CLOSE, SocketFrame.code(1000));
        take(theirs);
        relay.leave(close());
        assertThat(passed).hasToString(theirs);
        assertThat(take("more")).isFalse();
    }

    @Test
    void whatIsStoppedHoldsNothing() {
        take("\u0081\u0005");
        ByteBuf last = close();
        relay.leave(last);
        relay.stop();
        assertThat(last.refCnt()).isZero();
    }

    @Test
    void framesTowardsAServerAreMasked() {
        relay.insert(Control.ping(ByteBufAllocator.DEFAULT, PAYLOAD, 0x11a2b3c4));
        relay.insert(Control.close(ByteBufAllocator.DEFAULT, Control.GOING_AWAY, 0x11a2b3c4));
        assertThat(passed)
                .hasToString(SocketFrame.client(SocketFrame.PING, ANSWER)
                        + SocketFrame.client(SocketFrame.CLOSE, SocketFrame.code(1001)));
    }
}
