package io.highgate.center.access;

import io.highgate.base.unit.Secret;
import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import io.highgate.store.memory.MemoryKeys;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** For how long it is believed what is known of keys. */
class KnownKeysTest {

    private final FakeTime time = new FakeTime();
    private final Store store = new Store();
    private final KnownKeys known = new KnownKeys(store, time);

    /** A store that can be away, and counts how often all are read. */
    private static final class Store implements ServiceKeyStore {
        private final MemoryKeys kept = new MemoryKeys();
        private boolean away;
        private int read;

        private void look() {
            if (away) {
                throw new StoreAwayException("away", true, null);
            }
        }

        @Override
        public @Nullable ServiceKey find(String safeKey) {
            look();
            return kept.find(safeKey);
        }

        @Override
        public List<ServiceKey> list(String after, int most) {
            read++;
            look();
            return kept.list(after, most);
        }

        @Override
        public Written add(ServiceKey key) {
            return kept.add(key);
        }

        @Override
        public Written change(ServiceKey key) {
            return kept.change(key);
        }
    }

    private static ServiceKey key(String name) {
        return new ServiceKey(name, KeyKind.PROVIDER, "crm", null, null, true, 1, Instant.EPOCH, 1);
    }

    private @Nullable ServiceKey find(String name) {
        return known.find(name, it -> true);
    }

    @Test
    void thousandsOfQuestionsASecondAskTheStoreOnce() {
        store.add(key("a"));
        for (int i = 0; i < 5_000; i++) {
            assertThat(find("a")).isNotNull();
        }
        assertThat(store.read).isEqualTo(1);
    }

    @Test
    void aKeyThatWasMadeElsewhereThisMomentCounts() {
        store.add(key("a"));
        assertThat(find("b")).isNull();
        store.add(key("b"));

        assertThat(find("b")).isEqualTo(key("b"));
        assertThat(store.read).isEqualTo(1);
    }

    @Test
    void whatWasChangedElsewhereSoThatItIsGoodNowCounts() {
        store.add(key("a").withEnabled(false));
        assertThat(known.find("a", ServiceKey::enabled)).isNull();
        store.change(key("a").withEnabled(true));

        assertThat(known.find("a", ServiceKey::enabled)).isEqualTo(key("a").withVersion(2));
        assertThat(known.find("a", it -> it.version() == 7)).isNull();
    }

    @Test
    void aSubjectThatGotItsKeyElsewhereThisMomentIsKnown() {
        assertThat(known.of("crm")).isEmpty();
        store.add(key("a"));

        assertThat(known.of("crm")).containsExactly(key("a"));
        assertThat(known.of("erp")).isEmpty();
        store.away = true;
        time.pass(Duration.ofSeconds(1));
        assertThat(known.of("crm")).containsExactly(key("a"));
        assertThatThrownBy(() -> known.of("erp")).isInstanceOf(StoreAwayException.class);
    }

    @Test
    void whatWasTakenBackElsewhereCountsForASecondMore() {
        store.add(key("a"));
        assertThat(find("a")).isEqualTo(key("a"));
        store.change(key("a").withEnabled(false));

        assertThat(find("a")).isEqualTo(key("a"));
        time.pass(Duration.ofSeconds(1));
        assertThat(find("a")).isEqualTo(key("a").withEnabled(false).withVersion(2));
    }

    @Test
    void whatWasTakenBackHereCountsNoMore() {
        store.add(key("a"));
        assertThat(find("a")).isNotNull();
        store.change(key("a").withEnabled(false));
        known.changed("a");

        assertThat(find("a")).isEqualTo(key("a").withEnabled(false).withVersion(2));
    }

    @Test
    void whileTheStoreIsAwayThoseThatAreKnownCountOnAndNobodyElse() {
        store.add(key("a"));
        assertThat(find("a")).isNotNull();
        store.away = true;
        time.pass(Duration.ofHours(5));

        assertThat(find("a")).isNotNull();
        assertThat(known.find("a", it -> false)).isNull();
        assertThatThrownBy(() -> find("b")).isInstanceOf(StoreAwayException.class);
        int read = store.read;
        for (int i = 0; i < 100; i++) {
            assertThat(find("a")).isNotNull();
        }
        assertThat(store.read).isEqualTo(read);

        store.away = false;
        time.pass(Duration.ofSeconds(1));
        assertThat(find("b")).isNull();
    }

    @Test
    void aSecretBelongsToAKeyAndItsGeneration() {
        MasterKey master = new MasterKey(new Secret("0123456789abcdef0123456789abcdef"));

        String secret = master.secretOf(key("a")).reveal();

        assertThat(secret)
                .hasSize(43)
                .isEqualTo(master.secretOf(key("a").withEnabled(false)).reveal());
        assertThat(secret).isNotEqualTo(master.secretOf(key("a").rotated()).reveal());
        assertThat(secret).isNotEqualTo(master.secretOf(key("b")).reveal());
        assertThatThrownBy(() -> new MasterKey(new Secret("short"))).hasMessageContaining("32");
    }

    @Test
    void wrongTriesAreForgottenAfterAMinute() {
        FailedTries failed = new FailedTries(2, time);
        failed.wrong("2001:db8::1");
        failed.wrong("2001:db8::2");

        assertThat(failed.waiting("2001:db8::3", "key a")).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
        assertThat(failed.waiting("2001:db8:0:1::3", "key a")).isZero();
        time.pass(Duration.ofSeconds(60));
        assertThat(failed.waiting("2001:db8::3", "key a")).isZero();
    }
}
