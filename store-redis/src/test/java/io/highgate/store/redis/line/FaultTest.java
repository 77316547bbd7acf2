package io.highgate.store.redis.line;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FaultTest {

    @Test
    void onlyWhatIsCertainIsUndone() {
        assertThat(Fault.of(new RedisException("Currently not connected. Commands are rejected.")))
                .isEqualTo(Fault.UNSENT);
        assertThat(Fault.of(new CompletionException(new RedisConnectionException("Unable to connect"))))
                .isEqualTo(Fault.UNSENT);
        assertThat(Fault.of(new RedisCommandExecutionException("LOADING Redis is loading")))
                .isEqualTo(Fault.NOT_NOW);
        assertThat(Fault.of(new RedisCommandExecutionException("WRONGTYPE Operation")))
                .isEqualTo(Fault.REFUSED);
        assertThat(Fault.of(new RedisException("Connection disconnected"))).isEqualTo(Fault.UNKNOWN);
        assertThat(Fault.of(new RedisCommandTimeoutException("late"))).isEqualTo(Fault.UNKNOWN);
        assertThat(Fault.of(new IllegalStateException())).isEqualTo(Fault.UNKNOWN);
    }

    @Test
    void wordsHoldNothingThatWasAskedFor() {
        assertThat(Fault.words(new RedisCommandExecutionException("ERR unknown command 'x', with args: c0ffee")))
                .isEqualTo("it answers ERR");
        assertThat(Fault.words(new RedisException(new RedisCommandExecutionException("WRONGPASS joe"))))
                .isEqualTo("it answers WRONGPASS");
        assertThat(Fault.words(new RedisConnectionException("Unable", new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(Fault.words(new IllegalStateException("c0ffee"))).isEqualTo("IllegalStateException");
    }

    @Test
    void waitsLongerWithEachTryAndNeverLong() {
        assertThat(Line.delayMillis(1)).isEqualTo(50);
        assertThat(Line.delayMillis(3)).isEqualTo(150);
        assertThat(Line.delayMillis(1_000_000)).isEqualTo(2_000);
    }
}
