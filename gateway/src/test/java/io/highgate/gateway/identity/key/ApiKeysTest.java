package io.highgate.gateway.identity.key;

import io.highgate.gateway.exchange.Caller;
import io.highgate.model.spec.ApiKeySpec.KeySpec;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiKeysTest {

    private static final String KEY = "hgk_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static KeySpec key(String key, @Nullable String expires, boolean enabled) {
        return new KeySpec(
                ApiKeys.hash(key), List.of("partner"), List.of("read"), "acme", List.of("crm"), expires, enabled);
    }

    private static ApiKeys keys(KeySpec spec) {
        return new ApiKeys("keys", Map.of("shop", spec));
    }

    @Test
    void aKeyIsItsOwners() {
        assertThat(keys(key(KEY, null, true)).find(KEY, NOW))
                .isEqualTo(new Caller(
                        "keys",
                        "shop",
                        "key shop",
                        Set.of("partner"),
                        Set.of("read"),
                        "acme",
                        List.of("crm"),
                        Map.of("key", List.of("shop")),
                        null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hgk_", "HGK_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG", "shop", "sha256:"})
    void anotherKeyIsNobodys(String guess) {
        assertThat(keys(key(KEY, null, true)).find(guess, NOW)).isNull();
    }

    @Test
    void theHashIsNoKeyAndNeitherIsWhatIsTooLong() {
        ApiKeys keys = keys(key(KEY, null, true));

        assertThat(keys.find(ApiKeys.hash(KEY), NOW)).isNull();
        assertThat(keys.find(KEY + " ", NOW)).isNull();
        String endless = "x".repeat(ApiKeys.LONGEST + 1);
        assertThat(keys(key(endless, null, true)).find(endless, NOW)).isNull();
    }

    @Test
    void aKeyCountsUntilItExpires() {
        ApiKeys keys = keys(key(KEY, "2026-11-21T12:00:01Z", true));

        assertThat(keys.find(KEY, NOW)).isNotNull();
        assertThat(keys.find(KEY, NOW.plusSeconds(1))).isNull();
        assertThat(keys.find(KEY, NOW.plusSeconds(2))).isNull();
    }

    @Test
    void aKeyThatIsSwitchedOffIsNobodys() {
        assertThat(keys(key(KEY, null, false)).find(KEY, NOW)).isNull();
    }

    /** Of FIPS 180-2, appendix B.1. */
    @Test
    void hashesAreThoseThatOtherToolsPrint() {
        assertThat(ApiKeys.hash("abc"))
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void freshKeysHave256BitsAndAreNeverTheSame() {
        SecureRandom chance = new SecureRandom();
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            String key = FreshKey.make(chance);
            assertThat(key).matches("hgk_[A-Za-z0-9_-]{43}");
            made.add(key);
        }
        assertThat(made).hasSize(100);
    }
}
