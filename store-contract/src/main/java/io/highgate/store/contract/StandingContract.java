package io.highgate.store.contract;

import io.highgate.store.standing.Standing;
import io.highgate.store.standing.StandingStore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store of permanent registrations promises. */
public abstract class StandingContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    protected abstract StandingStore store();

    private static Standing fresh(String facts) {
        return new Standing("crm/%06d".formatted(COUNTER.incrementAndGet()), facts, 0);
    }

    @Test
    void whatWasPutIsFound() {
        Standing standing = fresh("{\"host\":\"\u4f60\"}");
        assertThat(store().put(standing)).isEqualTo(standing.withVersion(1));
        assertThat(store().find(standing.key())).isEqualTo(standing.withVersion(1));
        assertThat(store().find("crm/none")).isNull();
    }

    @Test
    void onlyOtherFactsAreAChange() {
        Standing first = store().put(fresh("a"));
        assertThat(store().put(first)).isEqualTo(first);
        Standing other = new Standing(first.key(), "b", 0);
        assertThat(store().put(other)).isEqualTo(other.withVersion(2));
        assertThat(store().find(first.key())).isEqualTo(other.withVersion(2));
    }

    @Test
    void ofManyWhoPutItAtOnceNobodyFails() {
        Standing standing = fresh("");
        IntStream.range(0, 8).parallel().forEach(i -> store().put(new Standing(standing.key(), "facts " + i, 0)));
        assertThat(store().find(standing.key())).extracting(Standing::version).isEqualTo(8L);
    }

    @Test
    void whatIsRemovedIsGone() {
        Standing standing = store().put(fresh("a"));
        assertThat(store().remove(standing.key())).isTrue();
        assertThat(store().remove(standing.key())).isFalse();
        assertThat(store().find(standing.key())).isNull();
        assertThat(store().put(standing).version()).isEqualTo(1);
    }

    @Test
    void areListedPageByPage() {
        Standing first = store().put(fresh("a"));
        Standing second = store().put(fresh("b"));
        Standing third = store().put(fresh("c"));
        assertThat(store().list(first.key(), 2)).containsExactly(second, third);
        assertThat(store().list(first.key(), 1)).containsExactly(second);
        assertThat(store().list(third.key(), 10)).isEmpty();
    }
}
