package io.highgate.store.contract;

import io.highgate.store.cache.CacheStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static io.highgate.store.contract.Stages.done;
import static io.highgate.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

/** What every cache promises. */
public abstract class CacheContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final String region = "region-" + COUNTER.incrementAndGet();

    protected abstract CacheStore store();

    /** Lets the store's time pass. */
    protected abstract void pass(Duration time);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasPutIsThereUntilItsTimeIsUp() {
        done(store().put(region, "a", octets("1"), Duration.ofMillis(300)));
        assertThat(done(store().get(region, "a"))).isEqualTo(octets("1"));
        assertThat(done(store().get(region, "b"))).isNull();
        pass(Duration.ofMillis(300));
        until("the entry expires", () -> done(store().get(region, "a")) == null);
    }

    @Test
    void theLastOneCounts() {
        done(store().put(region, "a", octets("1"), MINUTE));
        done(store().put(region, "a", octets("22"), MINUTE));
        assertThat(done(store().get(region, "a"))).isEqualTo(octets("22"));
        done(store().remove(region, "a"));
        assertThat(done(store().get(region, "a"))).isNull();
    }

    @Test
    void aRegionIsClearedAndOthersAreNot() {
        done(store().put(region, "a", octets("1"), MINUTE));
        done(store().put(region + " a", "b", octets("2"), MINUTE));
        done(store().put(region + ":", "a", octets("3"), MINUTE));
        done(store().clear(region));
        assertThat(done(store().get(region, "a"))).isNull();
        assertThat(done(store().get(region, "a b"))).isNull();
        assertThat(done(store().get(region + " a", "b"))).isEqualTo(octets("2"));
        assertThat(done(store().get(region + ":", "a"))).isEqualTo(octets("3"));
        done(store().put(region, "a", octets("4"), MINUTE));
        assertThat(done(store().get(region, "a"))).isEqualTo(octets("4"));
    }

    @Test
    void octetsAreOctets() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        done(store().put(region, "\u4f60 \n{}", all, MINUTE));
        assertThat(done(store().get(region, "\u4f60 \n{}"))).isEqualTo(all);
    }
}
