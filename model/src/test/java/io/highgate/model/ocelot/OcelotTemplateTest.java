package io.highgate.model.ocelot;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The table of templates: what each becomes for Ocelot 20 and 25. */
class OcelotTemplateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                       | /                            | /",
                "/a                      | /a                           | /a",
                "/a/                     | /a /a/                       | /a /a/",
                "/{x}                    | /{*x}                        | /{*x}",
                "/a/{x}                  | /a/{+x}                      | /a/{*x}",
                "/a/{x}/                 | /a/{x} /a/{x}/               | /a/{x} /a/{x}/",
                "/a/{x}/b                | /a/{x}/b                     | /a/{x}/b",
                "/a/{x}/{y}              | /a/{x}/{+y}                  | /a/{x}/{*y}",
                "/v{n}/b                 | /v{n}/b                      | /v{n}/b",
                "/a/v{n}                 | /a/v{+n}                     | /a/v{*n}",
                "/a/{x}.json             | /a/{+x}.json                 | /a/{+x}.json",
                "/a/{x}-{y}              | /a/{x}-{+y}                  | /a/{x}-{*y}",
                "/a?b=1                  | /a?b=1                       | /a?b=1 /a/?b=1",
                "/a?b={x}                | /a?b={x} /a?b={x}&{*_more}   | /a?b={x} /a?b={x}&{*_more} /a/?b={x} /a/?b={x}&{*_more}",
                "/a?{x}                  | /a?{x} /a?{x}&{*_more}       | /a /a/",
                "/a/{x}?{y}              | /a/{+x}?{y} /a/{+x}?{y}&{*_more} | /a/{x} /a/{x}/",
                "/a/{x}?b={y}&c=1        | /a/{+x}?b={y}&c=1            | /a/{x}?b={y}&c=1 /a/{x}/?b={y}&c=1",
            })
    void templatesMatchWhatOcelotMatches(String text, String for20, String for25) {
        assertThat(OcelotTemplate.parse(text, Compat.OCELOT_20).nativePaths()).isEqualTo(List.of(for20.split(" ")));
        assertThat(OcelotTemplate.parse(text, Compat.OCELOT_25).nativePaths()).isEqualTo(List.of(for25.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/{x}", "/{anything-else}"})
    void oneSlashAndOnePlaceholderIsACatchAll(String text) {
        assertThat(OcelotTemplate.isCatchAll(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/{x}/", "/{x}/{y}", "/a{x}", "/{x}?q={y}"})
    void anythingElseIsNot(String text) {
        assertThat(OcelotTemplate.isCatchAll(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/{x", "/a/x}", "/a/{}", "/a/{x y}", "/{x}{y}", "/a b", "/a/../b", "/a/{{x}}"})
    void templatesThatNothingCanMatchAreRefused(String text) {
        for (Compat compat : Compat.values()) {
            assertThatThrownBy(() -> OcelotTemplate.parse(text, compat)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
