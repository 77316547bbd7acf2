package io.highgate.store.contract;

import io.highgate.store.Written;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every store of service keys promises. */
public abstract class KeyContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

    protected abstract ServiceKeyStore store();

    private static String fresh() {
        return "key-%06d".formatted(COUNTER.incrementAndGet());
    }

    private static ServiceKey provider() {
        return new ServiceKey(fresh(), KeyKind.PROVIDER, "crm", null, "blue", true, 1, THEN, 0);
    }

    private ServiceKey added(ServiceKey key) {
        assertThat(store().add(key)).isEqualTo(Written.DONE);
        return key.withVersion(1);
    }

    @Test
    void whatWasAddedIsFoundAsAdded() {
        ServiceKey provider = added(provider());
        ServiceKey gateway =
                added(new ServiceKey(fresh(), KeyKind.GATEWAY, "gateway-1", null, null, false, 7, THEN, 0));
        ServiceKey operator =
                added(new ServiceKey(fresh(), KeyKind.OPERATOR, "\u4f60", "admin", null, true, 2, THEN, 0));
        assertThat(store().find(provider.safeKey())).isEqualTo(provider);
        assertThat(store().find(gateway.safeKey())).isEqualTo(gateway);
        assertThat(store().find(operator.safeKey())).isEqualTo(operator);
        assertThat(store().find("none")).isNull();
    }

    @Test
    void noneIsAddedTwice() {
        ServiceKey key = added(provider());
        assertThat(store().add(key.withEnabled(false))).isEqualTo(Written.EXISTS);
        assertThat(store().find(key.safeKey())).isEqualTo(key);
    }

    @Test
    void onlyWhoHasSeenTheLastVersionChangesIt() {
        ServiceKey key = added(provider());
        assertThat(store().change(key.rotated())).isEqualTo(Written.DONE);
        assertThat(store().change(key.withEnabled(false))).isEqualTo(Written.STALE);
        assertThat(store().find(key.safeKey())).isEqualTo(key.rotated().withVersion(2));
        assertThat(store().change(provider().withVersion(1))).isEqualTo(Written.MISSING);
    }

    @Test
    void amongManyWhoRotateItOneDoes() {
        ServiceKey key = added(provider());
        long done = IntStream.range(0, 32)
                .parallel()
                .filter(i -> store().change(key.rotated()) == Written.DONE)
                .count();
        assertThat(done).isEqualTo(1);
    }

    @Test
    void areListedPageByPage() {
        ServiceKey first = added(provider());
        ServiceKey second = added(provider());
        ServiceKey third = added(provider());
        assertThat(store().list(first.safeKey(), 2)).containsExactly(second, third);
        assertThat(store().list(first.safeKey(), 1)).containsExactly(second);
        assertThat(store().list(third.safeKey(), 10)).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsNoKey() {
        ServiceKey key = provider();
        assertThatThrownBy(() -> key.withRole("admin")).hasMessageContaining("others have none");
        assertThatThrownBy(() -> new ServiceKey("k", KeyKind.OPERATOR, "joe", "root", null, true, 1, THEN, 0))
                .hasMessageContaining("viewer, operator or admin");
        assertThatThrownBy(() -> new ServiceKey("k", KeyKind.GATEWAY, " ", null, null, true, 1, THEN, 0))
                .hasMessageContaining("needs a subject");
        assertThatThrownBy(() -> new ServiceKey("k", KeyKind.GATEWAY, "g", null, null, true, 0, THEN, 0))
                .hasMessageContaining("count from 1");
    }
}
