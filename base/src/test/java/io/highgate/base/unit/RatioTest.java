package io.highgate.base.unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RatioTest {

    @ParameterizedTest
    @CsvSource({"20%,2000", "0.2,2000", "100%,10000", "1,10000", "0,0", "0%,0", "12.5 %,1250", "0.0001,1"})
    void both_written_forms_are_read(String text, int basisPoints) {
        assertThat(Ratio.parse(text).basisPoints()).isEqualTo(basisPoints);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1%", "101%", "1.5", "20 percent", "1e-1", "0.00001", "0,2", "%"})
    void what_is_no_share_is_refused_with_what_would_be_right(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ratio.parse(text)).withMessageContaining("'" + text);
    }

    @Test
    void a_number_above_one_may_have_lost_its_percent_sign() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ratio.parse("20"))
                .withMessageContaining("did you mean 20%?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20%", "12.5%", "0%", "100%"})
    void it_is_printed_as_a_percentage(String text) {
        assertThat(Ratio.parse(text)).hasToString(text);
    }
}
