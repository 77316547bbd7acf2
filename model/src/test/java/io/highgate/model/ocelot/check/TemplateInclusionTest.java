package io.highgate.model.ocelot.check;

import io.highgate.model.ocelot.Compat;
import io.highgate.model.ocelot.OcelotTemplate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TemplateInclusionTest {

    @ParameterizedTest
    @CsvSource({
        "/{x},/a/b/c",
        "/{x},/",
        "/a/{x},/a/b",
        "/a/{x},/a/b/c",
        "/a/{x},/a/{y}/c",
        "/a/{x},/a/{y}",
        "/a/{x}/c,/a/b/c",
        "/a/{x}/c,/a/{y}/c",
        "/a/{x},/a/b-{y}",
        "/A/{x},/a/b",
        "/a/{x},/a/b?c={d}",
        "/a/,/a",
        "/a/{x},/a/{y}.json",
        "/a?b={c},/a?b=1",
        "/a/v{n}/c,/a/v1/c"
    })
    void aWiderTemplateCovers(String wide, String narrow) {
        assertThat(covers(wide, narrow, Compat.OCELOT_20, true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/a/{x},/a",
        "/a/{x},/b/c",
        "/a/{x}/c,/a/{y}",
        "/a/{x}/c,/a/b/d",
        "/a/b,/a/{x}",
        "/a,/a/",
        "/a?b={c},/a",
        "/a?b={c},/a?c={b}",
        "/a/{x}/c,/a/b/b/c",
        "/a/{x}.json,/a/{y}",
        "/a/b{x},/a/{y}"
    })
    void aNarrowerOrOtherTemplateDoesNot(String wide, String narrow) {
        assertThat(covers(wide, narrow, Compat.OCELOT_20, true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/a/{x},/a", "/a/{x},/a/", "/a/{x},/a/{y}", "/a?{q},/a?b={c}", "/a?{q},/a"})
    void in25TheRestMayBeMissing(String wide, String narrow) {
        assertThat(covers(wide, narrow, Compat.OCELOT_25, true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/A/{x},/a/b", "/a/B,/a/b"})
    void caseMattersWhereItIsAskedFor(String wide, String narrow) {
        assertThat(covers(wide, narrow, Compat.OCELOT_25, false)).isFalse();
        assertThat(covers(wide, narrow, Compat.OCELOT_25, true)).isTrue();
    }

    private static boolean covers(String wide, String narrow, Compat compat, boolean ignoreCase) {
        return TemplateInclusion.covers(
                OcelotTemplate.parse(wide, compat).paths(),
                OcelotTemplate.parse(narrow, compat).paths(),
                ignoreCase);
    }
}
