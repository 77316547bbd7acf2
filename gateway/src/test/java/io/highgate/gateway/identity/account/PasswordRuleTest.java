package io.highgate.gateway.identity.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PasswordRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "12 characters",
                "\u043f\u0430\u0440\u043e\u043b\u044c-\u043f\u0430\u0440\u043e\u043b\u044c"
            })
    void longOnesWillDo(String password) {
        assertThat(PasswordRule.problems(password, "admin")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "11 characte",
                "aaaaaaaaaaaaaaaa",
                "abababababababab",
                "long enough\r",
                "long enough \u0000",
                "the.user.name"
            })
    void otherOnesWillNot(String password) {
        assertThat(PasswordRule.problems(password, "the.user.name")).isNotEmpty();
    }

    @Test
    void theUsersOwnNameWillNotDoHoweverItIsWritten() {
        assertThat(PasswordRule.problems(" The.User.Name ", "the.user.name")).hasSize(1);
    }

    @Test
    void whatIsWrongIsSaidWithoutThePassword() {
        String endless = "secret".repeat(500);

        assertThat(PasswordRule.problems(endless, "admin")).isNotEmpty().noneMatch(it -> it.contains("secret"));
        assertThat(PasswordRule.problems("secret\ud800secret", "admin"))
                .isNotEmpty()
                .noneMatch(it -> it.contains("secret"));
    }

    @Test
    void freshOnesAreLongUnambiguousAndWillDo() {
        java.security.SecureRandom chance = new java.security.SecureRandom();
        java.util.Set<String> made = new java.util.HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String password = FreshPassword.make(chance);
            assertThat(password).hasSize(24).doesNotContainPattern("[ilo01]").matches("[a-z2-9]+");
            assertThat(PasswordRule.problems(password, "admin")).isEmpty();
            made.add(password);
        }
        assertThat(made).hasSize(1_000);
    }
}
