package io.highgate.base.unit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "512B, 512",
        "8KiB, 8192",
        "8kib, 8192",
        "64KB, 64000",
        "1 MiB, 1048576",
        "2GiB, 2147483648",
        "3TB, 3000000000000",
        "'  7MiB ', 7340032"
    })
    void readsNumbersWithUnits(String text, long bytes) {
        assertThat(DataSize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "+1", "1.5MiB", "KiB", "1KiBB", "1PiB", "1 K", "0x10", "1iB", "\u0661KiB"})
    void refusesWhatIsNotASizeAndShowsOneThatIs(String text) {
        assertThatThrownBy(() -> DataSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999TiB", "9223372036855TB", "1234567890123456"})
    void refusesWhatIsTooLarge(String text) {
        assertThatThrownBy(() -> DataSize.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void printsWhatItReads(@ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long bytes) {
        assertThat(DataSize.parse(new DataSize(bytes).toString())).isEqualTo(new DataSize(bytes));
        assertThat(DataSize.parse(new DataSize(bytes / 1024 * 1024).toString()).bytes())
                .isEqualTo(bytes / 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(longs = {2147483647L, 2147483648L, Long.MAX_VALUE})
    void aSizeBeyondAnIntIsTheLargestInt(long bytes) {
        assertThat(new DataSize(bytes).toInt()).isEqualTo(Integer.MAX_VALUE);
    }
}
