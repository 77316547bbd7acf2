package io.highgate.gateway.identity.account;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordsTest {

    /** Cheap, so that tests are fast; what counts is the same. */
    static final HashCost CHEAP = new HashCost(64, 1, 1);

    private final SecureRandom chance = new SecureRandom();
    private final Passwords passwords = new Passwords(CHEAP, chance);

    /** Of the reference implementation's own tests (test.c of phc-winner-argon2, Argon2id, version 0x13). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc",
                "$argon2id$v=19$m=65536,t=1,p=1$c29tZXNhbHQ$9qWtwbpyPd3vm1rB1GThgPzZ3/ydHL92zKL+15XZypg",
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
            })
    void knowsTheHashesOfTheReferenceImplementation(String published) {
        assertThat(passwords.matches(published, "password")).isTrue();
        assertThat(passwords.matches(published, "Password")).isFalse();
        assertThat(passwords.matches(published, "password ")).isFalse();
        assertThat(passwords.matches(published, "")).isFalse();
    }

    @Test
    void knowsWhatItHashed() {
        String hash = passwords.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$").doesNotContain("correct", "=$");
        assertThat(passwords.matches(hash, "correct horse battery")).isTrue();
        assertThat(passwords.matches(hash, "correct horse batterz")).isFalse();
        assertThat(passwords.matches(hash, "correct horse batter")).isFalse();
        assertThat(passwords.matches(hash, "")).isFalse();
    }

    @Test
    void hashesTheSamePasswordNeverTheSameWay() {
        Set<String> hashes = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            hashes.add(passwords.hash("correct horse battery"));
        }
        assertThat(hashes).hasSize(20);
    }

    @Test
    void takesAPasswordHoweverTheKeyboardComposesIt() {
        assertThat(passwords.matches(
                        passwords.hash("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301"))
                .isTrue();
        assertThat(passwords.matches(passwords.hash("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe cafe cafe"))
                .isFalse();
    }

    /** Half of a pair becomes a question mark as UTF-8: two different texts would be one password. */
    @Test
    void isNotFooledByTextThatIsNotWellFormed() {
        String hash = passwords.hash("????????????");

        assertThat(passwords.matches(hash, "\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800\ud800"))
                .isFalse();
        assertThatThrownBy(() -> passwords.hash("secret\udc00secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void takes1024OctetsAndNoMore() {
        String hash = passwords.hash("x".repeat(1_024));

        assertThat(passwords.matches(hash, "x".repeat(1_024))).isTrue();
        assertThat(passwords.matches(hash, "x".repeat(1_025))).isFalse();
        assertThatThrownBy(() -> passwords.hash("x".repeat(1_025))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> passwords.hash("\u00e9".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever can write to the store must not have a gateway work or reserve memory for minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2id$v=19$m=9999999,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=262144,t=16,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=99,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=99$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29t$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$",
                "$argon2id$v=19$m=-1,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$2b$12$WApznUPhDubN0oeveSXHp.Rk0rMuPJl9qIpSIvYuWo3uBTnmYmaTa"
            })
    void takesNoPasswordForAHashItDoesNotKnow(String kept) {
        assertThat(Passwords.isReadable(kept)).isFalse();
        assertThat(passwords.matches(kept, "password")).isFalse();
        assertThat(passwords.matches(kept, kept)).isFalse();
        assertThat(passwords.isOutdated(kept)).isTrue();
    }

    @Test
    void seesWhatHasBecomeTooCheap() {
        String hash = passwords.hash("correct horse battery");

        assertThat(passwords.isOutdated(hash)).isFalse();
        assertThat(new Passwords(new HashCost(128, 1, 1), chance).isOutdated(hash))
                .isTrue();
        assertThat(new Passwords(new HashCost(64, 2, 1), chance).isOutdated(hash))
                .isTrue();
        assertThat(new Passwords(new HashCost(32, 1, 1), chance).isOutdated(hash))
                .isFalse();
    }

    @Test
    void newHashesCostWhatIsRecommended() {
        assertThat(HashCost.RECOMMENDED).isEqualTo(new HashCost(19_456, 2, 1));
        assertThat(new Passwords(HashCost.RECOMMENDED, chance).hash("correct horse battery"))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void isNeverConfiguredBeyondBounds() {
        assertThatThrownBy(() -> new HashCost(7, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HashCost(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HashCost(300_000, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
