package io.highgate.gateway.flow.backlog;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps of pressure, and that none is taken back and forth. */
class PressureTest {

    @ParameterizedTest
    @CsvSource({
        "EASY, 399, EASY",
        "EASY, 400, TIGHT",
        "EASY, 800, CUTTING",
        "EASY, 1000, REFUSING",
        "TIGHT, 300, TIGHT",
        "TIGHT, 299, EASY",
        "TIGHT, 799, TIGHT",
        "CUTTING, 700, CUTTING",
        "CUTTING, 699, TIGHT",
        "CUTTING, 10, EASY",
        "REFUSING, 800, REFUSING",
        "REFUSING, 799, CUTTING",
        "REFUSING, 699, TIGHT",
        "REFUSING, 0, EASY"
    })
    void eachStepHasAWayUpAndALaterOneDown(Pressure before, long total, Pressure after) {
        assertThat(Pressure.of(total, 800, before)).isEqualTo(after);
    }

    @Property
    void theSameSumNeverChangesAStepTwice(
            @ForAll Pressure before, @ForAll @LongRange(min = 0, max = 2_000) long total) {
        Pressure after = Pressure.of(total, 800, before);
        assertThat(Pressure.of(total, 800, after)).isEqualTo(after);
    }
}
