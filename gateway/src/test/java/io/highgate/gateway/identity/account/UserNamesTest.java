package io.highgate.gateway.identity.account;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UserNamesTest {

    @ParameterizedTest
    @CsvSource({"admin,admin", "Jane.Doe@Example.com,jane.doe@example.com", "7,7", "a+b_c-d,a+b_c-d"})
    void namesAreKeptInLowerCase(String typed, String kept) {
        assertThat(UserNames.problems(typed)).isEmpty();
        assertThat(UserNames.canonical(typed)).isEqualTo(kept);
    }

    @Test
    void sixtyFourCharactersAreEnough() {
        assertThat(UserNames.problems("x".repeat(64))).isEmpty();
        assertThat(UserNames.problems("x".repeat(65)))
                .hasSize(1)
                .first()
                .asString()
                .contains("65", "64");
        assertThat(UserNames.problems("x".repeat(1_000_000))).hasSize(1);
        assertThat(UserNames.problems("")).hasSize(1);
    }

    /** Each looks like "admin", or becomes it by some mapping. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430dmin", // Cyrillic a
                "adm\u0131n", // dotless i
                "\uff41dmin", // full-width a, NFKC: a
                "admin\u200b", // zero-width space
                "ad\u00admin", // soft hyphen
                "admin\u202e", // right-to-left override
                "admi\u0303n", // combining tilde
                "admin\u0000",
                "admin ",
                " admin",
                "admin\n",
                "\u212admin", // Kelvin sign, whose lower case is k
                "\ud800admin", // half a pair
                ".admin",
                "-admin"
            })
    void lookAlikesAndWhatCannotBeSeenAreRefused(String typed) {
        assertThat(UserNames.problems(typed)).isNotEmpty();
    }

    @Test
    void theMessageSaysWhichCharacterItIs() {
        assertThat(UserNames.problems("\u0430dmin"))
                .isEqualTo(List.of("the user name may hold a-z, 0-9 and . _ @ + - only, not U+0430 (cyrillic small"
                        + " letter a)"));
        assertThat(String.join("", UserNames.problems("\u200b\u200c\u200d\u2060\ufeff")))
                .as("three of them are enough")
                .hasSizeLessThan(300);
    }

    @Property
    void whateverIsAllowedHasOneSpelling(@ForAll String typed) {
        if (UserNames.problems(typed).isEmpty()) {
            String kept = UserNames.canonical(typed);
            assertThat(kept).matches("[a-z0-9][a-z0-9._@+-]{0,63}");
            assertThat(UserNames.problems(kept)).isEmpty();
            assertThat(UserNames.canonical(kept)).isEqualTo(kept);
        }
    }
}
